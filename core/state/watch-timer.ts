/** The one timer for everything that time alone may start for a customer. */
import type { Instant } from '../time/instant.ts';

/**
 * It is armed for the earliest such moment. A moment that moves later leaves it, so it may fire early, and
 * everything is then looked at anew (rule 4).
 */
export type WatchTimer = Readonly<{ timerId: string; dueAt: Instant }>;
