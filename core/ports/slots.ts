/**
 * Limits something to a number in any stretch of time: each takes a slot, and a slot is free again when its
 * time is over. It stores no data about whom it counts.
 */
import type { Instant } from '../time/instant.ts';

export type SlotsAsked = Readonly<{
  /** A keyed hash of the address that is counted. */
  hash: string;
  /** The id of the taker; one that holds a slot already is not counted twice. */
  by: string;
  limit: number;
  windowMs: number;
}>;

export type Slots = Readonly<{
  /** The present state, without taking a slot; strongly consistent. */
  look: (asked: SlotsAsked, now: Instant) => Promise<'mine' | 'free' | 'full'>;
  /**
   * True where the taker holds a slot from now on. One that holds a slot already takes it anew, because its
   * time counts from the last attempt. Never more than `limit` slots are taken in `windowMs`.
   */
  take: (asked: SlotsAsked, now: Instant) => Promise<boolean>;
}>;
