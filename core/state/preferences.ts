/** The choices of a customer about how often and about what the shop may write. */
import type { Topic } from '../reason.ts';
import type { Instant } from '../time/instant.ts';

/** What the customer chose in the preference centre; the newest choice counts. */
export type Preferences = Readonly<{
  at: Instant;
  /** Topics switched off or on again, with the time of the choice. */
  topics: Readonly<Partial<Record<Topic, Readonly<{ on: boolean; at: Instant }>>>>;
  /** No marketing before this; undefined or past = no pause. */
  pausedUntil?: Instant;
  /** When the customer last ended a pause early. */
  pauseEndedAt?: Instant;
  /** At most one marketing message in so many days, over all channels; undefined = the shop's own cap. */
  frequency?: 'weekly' | 'monthly';
}>;
