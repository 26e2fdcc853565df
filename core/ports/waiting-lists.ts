/** Stores, for each product, who may want to hear of it. */
import type { WaitingChange, WaitingEntry } from '../state/waiting.ts';
import type { Instant } from '../time/instant.ts';

export type WaitingLists = Readonly<{
  /** Everybody on the list of the product, in no order. Strongly consistent. */
  read: (product: string) => Promise<readonly WaitingEntry[]>;
  /** Makes the changes, each with one write; a list that says the same already is not written. */
  change: (changes: readonly WaitingChange[], now: Instant) => Promise<void>;
}>;
