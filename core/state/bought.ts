/** What was bought in orders whose details have left the state: the newest products and categories. */
import { LIMITS } from '../limits.ts';
import type { Bought } from './figures.ts';

type Lines = Readonly<{ products: readonly string[]; categories?: readonly string[] }>;

export const withBought = (known: Bought | undefined, orders: readonly Lines[]): Bought => ({
  products: newestOf(
    [...(known?.products ?? []), ...orders.flatMap(({ products }) => products)],
    LIMITS.boughtProducts,
  ),
  categories: newestOf(
    [...(known?.categories ?? []), ...orders.flatMap(({ categories = [] }) => categories)],
    LIMITS.boughtCategories,
  ),
});

/** The last of each word counts, so that what is bought again stays. */
const newestOf = (words: readonly string[], limit: number): readonly string[] =>
  [...new Set(words.toReversed())].slice(0, limit).toReversed();
