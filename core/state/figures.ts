/** What a profile knows for conditions beside its orders and carts; all of it absent in older states. */
import type { NewsKind, WishKind } from '../events/catalogue-news.ts';
import type { Money } from '../money.ts';
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

/** A product that the customer may want to hear of (wishes.ts). */
export type Wish = Readonly<{
  product: string;
  /** Absent where any variant will do. */
  variant?: string;
  /** How the customer came to wait, each with the last time. */
  by: Readonly<Partial<Record<WishKind, Instant>>>;
  /** The price that the customer saw last. */
  price?: Money;
  /** Key of the record with what the shop said of the product then. */
  ref?: string;
  /** The latest change of each kind that the customer was told of. */
  told?: Readonly<Partial<Record<NewsKind, Instant>>>;
  /** What the waiting list of the product says of it; absent where it does not stand there. */
  listed?: string;
}>;

/** Of orders that have left `orders`, oldest first. Sizes and colours stand there as often as they were bought. */
export type Bought = Readonly<{
  products: readonly string[];
  categories: readonly string[];
  sizes?: readonly string[];
  colours?: readonly string[];
}>;

export type Figures = Readonly<{
  /** What counts of the orders (purchases.ts); absent without orders and in states of older versions. */
  purchases?: Purchases;
  bought?: Bought;
  views?: readonly ViewFacts[];
  /** The strongest first. */
  wishes?: readonly Wish[];
  /** The newest moments of each count that conditions ask for, by the count's key (moments.ts). */
  counts?: Readonly<Record<string, readonly string[]>>;
  /** Whether the customer fulfils each condition that a flow watches (segments, thresholds). */
  members?: Readonly<Record<string, boolean>>;
  /** Marks of the reviews that have counted, newest last (apply-review.ts). */
  reviews?: string;
  /** Loyalty points. */
  points?: number;
  /** The last decision has left conditions unasked, or facts that they read: all are asked with the next. */
  unsettled?: true;
}>;
