/**
 * What we know of a product from `product.updated`, `stock.changed` and `review.submitted`: pictures, stock
 * and real reviews for messages.
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
  /** Stock per variant; a variant that was never described is treated as buyable. */
  variants: Readonly<Record<string, Readonly<{ price?: Money; stock?: number; stockAsOf?: Instant }>>>;
  /** The newest, at most LIMITS.reviewsPerProduct. */
  reviews: readonly Review[];
}>;
