/** When something happened last, and whether that was since something else, by whoever told of the two. */

import type { Instant } from '../time/instant.ts';
import { type Ahead, laterOf, type Said } from '../time/said.ts';

/** First time, last time and count per event name; never evicted while a flow refers to it (rule 9). */
export type EventHistory = Readonly<{ first: Instant; last: Instant; lastAhead?: Ahead; count: number }>;

export const lastOf = ({ last, lastAhead }: EventHistory): Said =>
  lastAhead ? { at: last, ahead: lastAhead } : { at: last };

/** The trigger of an enrollment, as far as its time goes. */
export type Since = Readonly<{ since: number; sinceAhead?: Said['ahead'] }>;

export const sinceOf = ({ since, sinceAhead }: Since): Said =>
  sinceAhead ? { at: since, ahead: sinceAhead } : { at: since };

/** The word from which messages take their content. */
export const contentOf = (enrollment: Since & Readonly<{ renewed?: Said }>): Said =>
  enrollment.renewed ?? sinceOf(enrollment);

/**
 * Positive where it happened last after the trigger, 0 where both are of one time. Where the trigger's
 * sender ran ahead and nobody knows that this one did, it is later by either clock: another sender told of
 * it, or the clock was put right meanwhile, and a purchase must end what it ends (rule 6).
 */
export const lastSince = (history: EventHistory, trigger: Since): number => {
  const later = laterOf(lastOf(history), sinceOf(trigger));
  return trigger.sinceAhead && !history.lastAhead ? Math.max(later, history.last - trigger.since) : later;
};
