/**
 * What stops messages to one address on one channel, kept apart from the profile so that it holds before a
 * door answers.
 */
import type { Topic } from '../reason.ts';
import type { Instant } from '../time/instant.ts';

export type GateItem = Readonly<{
  /** No marketing from here on, unless a double opt-in is dated after it. */
  marketingStoppedAt?: Instant;
  marketingStoppedBy?: 'unsubscribe' | 'stop' | 'withdrawn';
  /** Nothing at all from here on. */
  allStoppedAt?: Instant;
  allStoppedBy?: 'bounce' | 'complaint' | 'manual';
  /** Topics left, each with the time; a later choice to have it again (profile.preferences) lifts it. */
  topicsStopped?: Readonly<Partial<Record<Topic, Instant>>>;
  /** No marketing before this moment, by the customer's own wish. */
  pausedUntil?: Instant;
  /** Nothing that was queued or dated before this. */
  erasedAt?: Instant;
}>;
