/** What a profile knows for conditions beside its orders and carts; all of it absent in older states. */
import type { Instant } from '../time/instant.ts';
import type { Purchases } from './purchase.ts';

/** A product that was looked at; `at` is the last time. */
export type ViewFacts = Readonly<{
  id: string;
  at: Instant;
  categories?: readonly string[];
  /** Key of the record with what the shop said of the product; only of the newest views. */
  ref?: string;
}>;

/** Products and categories of orders that have left `orders`, oldest first. */
export type Bought = Readonly<{ products: readonly string[]; categories: readonly string[] }>;

export type Figures = Readonly<{
  /** What counts of the orders (purchases.ts); absent without orders and in states of older versions. */
  purchases?: Purchases;
  bought?: Bought;
  views?: readonly ViewFacts[];
  /** The newest moments of each count that conditions ask for, by the count's key (moments.ts). */
  counts?: Readonly<Record<string, readonly string[]>>;
  /** Whether the customer fulfils each condition that a flow watches (segments, thresholds). */
  members?: Readonly<Record<string, boolean>>;
  /** Loyalty points. */
  points?: number;
}>;
