/** When something happened last, and whether that was since something else, by whoever told of the two. */

import { present } from '../present.ts';
import type { Instant } from '../time/instant.ts';
import { type Ahead, laterOf, type Said } from '../time/said.ts';

/** First time, last time and count per event name; never evicted while a flow refers to it (rule 9). */
export type EventHistory = Readonly<{ first: Instant; last: Instant; lastAhead?: Ahead; count: number }>;

export const lastOf = ({ last, lastAhead }: EventHistory): Said => present({ at: last, ahead: lastAhead });

/** The trigger of an enrollment, as far as its time goes. */
export type Since = Readonly<{ since: number; sinceAhead?: Said['ahead'] }>;

export const sinceOf = ({ since, sinceAhead }: Since): Said => present({ at: since, ahead: sinceAhead });

/** The word from which messages take their content. */
export const contentOf = ({ renewed, ...trigger }: Since & Readonly<{ renewed?: Said }>): Said =>
  renewed ?? sinceOf(trigger);

/** Positive where it happened last after the trigger, 0 where both are of one time. */
export const lastSince = (history: EventHistory, trigger: Since): number =>
  laterOf(lastOf(history), sinceOf(trigger));
