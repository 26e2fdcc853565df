/**
 * At most so many in any stretch of time, however it is cut: each takes a slot, and a slot is free again
 * when its time is over. Counted without saying who it was.
 */
import type { Instant } from '../time/instant.ts';

export type SlotsAsked = Readonly<{
  /** A keyed hash of whom it is counted for. */
  hash: string;
  /** Who takes it: whoever holds one already is not counted twice. */
  by: string;
  limit: number;
  windowMs: number;
}>;

export type Slots = Readonly<{
  /** How it stands now, without taking one: strongly consistent. */
  look: (asked: SlotsAsked, now: Instant) => Promise<'mine' | 'free' | 'full'>;
  /**
   * True where a slot is held when it answers, from now on: whoever holds one already takes it anew, because
   * its time counts from the last try. Never more than `limit` are taken in `windowMs`.
   */
  take: (asked: SlotsAsked, now: Instant) => Promise<boolean>;
}>;
