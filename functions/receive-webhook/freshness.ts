/** Whether something was signed just now: what is older may be a copy that somebody kept. */
import type { Instant } from '../../core/time/instant.ts';

/** In both directions, so that neither a copy nor a wrong clock passes; the same as Standard Webhooks has. */
const TOLERANCE_MS = 5 * 60_000;

export const isYoung = (signedAt: Instant, now: Instant): boolean => Math.abs(now - signedAt) <= TOLERANCE_MS;
