/**
 * Stores the shops that left: erasing everybody whom they told us of waits for an operator, and runs by
 * itself in the end.
 */
import type { Instant } from '../time/instant.ts';

export type ShopErasure = Readonly<{
  shop: string;
  askedAt: Instant;
  /** When the erasure runs by itself. */
  runsAt: Instant;
  state: 'waiting' | 'running' | 'refused';
}>;

export type ShopErasures = Readonly<{
  /**
   * Makes the erasure wait. Returns the stored one: this one, or an earlier one that still waits or was
   * decided a short while ago.
   */
  ask: (shop: string, askedAt: Instant) => Promise<ShopErasure>;
  /**
   * True where the waiting time is over and the erasure may run, because nobody has decided since it was
   * requested.
   */
  fallDue: (shop: string, askedAt: Instant) => Promise<boolean>;
  /** Stores an operator's decision. False where no erasure of this shop waits or was refused. */
  decide: (shop: string, word: 'release' | 'refuse', now: Instant) => Promise<boolean>;
  list: () => Promise<readonly ShopErasure[]>;
}>;
