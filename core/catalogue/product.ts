/**
 * The facts about a product from `product.updated`, `stock.changed` and `review.submitted` that messages
 * show: pictures, stock and real reviews.
 */

import type { NewsOf } from '../events/catalogue-news.ts';
import type { Money } from '../money.ts';
import type { Instant } from '../time/instant.ts';
import type { Ahead } from '../time/said.ts';

export type Review = Readonly<{
  id: string;
  at: Instant;
  rating: number;
  title?: string;
  text?: string;
  author?: string;
  /** When it was said, where that is not when it was written. */
  saidAt?: Instant;
  /** How many found it helpful, where that was said. */
  helpful?: number;
}>;

/**
 * A variant without `stock` can be bought uncounted. `stockAsOf` is when its stock, or the lack of a count,
 * was stated.
 */
export type Variant = Readonly<{ price?: Money; stock?: number; stockAsOf?: Instant; stockAhead?: Ahead }>;

export type Product = Readonly<{
  id: string;
  asOf: Instant;
  ahead?: Ahead;
  title?: string;
  url?: string;
  imageUrl?: string;
  price?: Money;
  categories: readonly string[];
  /**
   * Price and stock per variant; a variant that was never described counts as buyable. The stock of the whole
   * product stands under the product's own id.
   */
  variants: Readonly<Record<string, Variant>>;
  /** The product was deleted: nobody can buy it any more. */
  deleted?: true;
  /** The most helpful and newest reviews, at most LIMITS.reviewsPerProduct. */
  reviews: readonly Review[];
  /** Reviews that nobody is to see, by id, and since when; the newest words about them. */
  unpublished?: Readonly<Record<string, Instant>>;
  /** When a price was stated first; absent in products that are older than this key. */
  pricedSince?: Instant;
  /** Former prices of the last days, oldest first: of the whole under '', and per variant. */
  formerPrices?: Readonly<Record<string, readonly FormerPrice[]>>;
  /** What the last event has changed of which customers may want to hear. */
  news?: ProductNews;
}>;

/** `until` is when another price took its place. */
export type FormerPrice = Readonly<{ price: Money; until: Instant }>;

/** `by` marks the event, so that a repeat of it tells the same news. */
export type ProductNews = Readonly<{ by: string; of: readonly NewsOf[]; more?: true }>;
