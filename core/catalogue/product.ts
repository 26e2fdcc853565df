/**
 * The facts about a product from `product.updated`, `stock.changed` and `review.submitted` that messages
 * show: pictures, stock and real reviews.
 */

import type { Money } from '../money.ts';
import type { Instant } from '../time/instant.ts';

export type Review = Readonly<{
  id: string;
  at: Instant;
  rating: number;
  title?: string;
  text?: string;
  author?: string;
}>;

export type Product = Readonly<{
  id: string;
  asOf: Instant;
  title?: string;
  url?: string;
  imageUrl?: string;
  price?: Money;
  categories: readonly string[];
  /** Price and stock per variant; a variant that was never described counts as buyable. */
  variants: Readonly<Record<string, Readonly<{ price?: Money; stock?: number; stockAsOf?: Instant }>>>;
  /** The newest reviews, at most LIMITS.reviewsPerProduct. */
  reviews: readonly Review[];
}>;
