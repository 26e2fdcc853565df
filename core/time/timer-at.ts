/**
 * Calculates when the timer for a due moment fires: Scheduler works in full minutes and takes no time in the
 * past (rule 3).
 */
import { LIMITS } from '../limits.ts';
import type { Instant } from './instant.ts';

const MINUTE_MS = 60_000;

/** The next full minute at or after `due`, at least `LIMITS.timerMinAheadMs` ahead of `now`. */
export const timerAt = (due: Instant, now: Instant): Instant =>
  Math.ceil(Math.max(due, now + LIMITS.timerMinAheadMs) / MINUTE_MS) * MINUTE_MS;
