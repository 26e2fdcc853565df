/**
 * Shops that left: forgetting everybody whom they told of waits for a person, and runs by itself in the end.
 */
import type { Instant } from '../time/instant.ts';

export type ShopErasure = Readonly<{
  shop: string;
  askedAt: Instant;
  /** When it runs by itself. */
  runsAt: Instant;
  state: 'waiting' | 'running' | 'refused';
}>;

export type ShopErasures = Readonly<{
  /**
   * Lets it wait. Answers what stands there then: this one, or one of before that still waits or was decided
   * a short while ago.
   */
  ask: (shop: string, askedAt: Instant) => Promise<ShopErasure>;
  /** Its time has come: true where it may run, because nobody has decided since it was asked for. */
  fallDue: (shop: string, askedAt: Instant) => Promise<boolean>;
  /** A person's word. False where nothing waits, or is refused, under this name. */
  decide: (shop: string, word: 'release' | 'refuse', now: Instant) => Promise<boolean>;
  list: () => Promise<readonly ShopErasure[]>;
}>;
