/** What sells and what is bought together, read out of the samples of baskets (baskets.ts). */
import { LIMITS } from '../limits.ts';
import type { Instant } from '../time/instant.ts';
import { type BasketLine, type Sample, weightOf } from './baskets.ts';

type Weighed = Readonly<{ weight: number; lines: readonly BasketLine[] }>;
type Seller = Readonly<{
  id: string;
  weight: number;
  marks: ReadonlySet<string>;
  baskets: readonly Weighed[];
}>;

export type Sales = Readonly<{
  /** Best sellers first. */
  sellers: readonly Seller[];
  byId: ReadonlyMap<string, Seller>;
  /** How many baskets it was read from. */
  baskets: number;
}>;

const DAY_MS = 24 * 60 * 60_000;

export const salesOf = (samples: readonly Sample[], now: Instant): Sales => {
  const oldest = now / DAY_MS - LIMITS.basketKeptDays;
  const baskets = samples.flatMap((sample) =>
    sample.baskets
      .filter(({ day }) => day >= oldest)
      .map((basket): Weighed => ({ weight: weightOf(basket, sample, now), lines: basket.lines })),
  );
  const found = new Map<string, { id: string; weight: number; marks: Set<string>; baskets: Weighed[] }>();
  for (const basket of baskets)
    for (const [id, ...marks] of basket.lines) {
      const seller = found.get(id) ?? { id, weight: 0, marks: new Set<string>(), baskets: [] };
      found.set(id, seller);
      seller.weight += basket.weight;
      seller.baskets.push(basket);
      for (const mark of marks) seller.marks.add(mark);
    }
  return { sellers: [...found.values()].toSorted(byWeight), byId: found, baskets: baskets.length };
};

type Ranked = Readonly<{ id: string; weight: number }>;
/** The same facts give the same list, whatever order they were read in. */
const byWeight = (a: Ranked, b: Ranked): number => b.weight - a.weight || (a.id < b.id ? -1 : 1);

/**
 * What was bought together with any of these products, the closest first. A product that lies in every basket
 * is close to none: what two have in common counts less, the more each sells by itself (cosine).
 */
export const boughtTogether = (sales: Sales, products: readonly string[]): readonly string[] => {
  const found = new Map<string, { id: string; weight: number; times: number }>();
  for (const { id, weight } of [...new Set(products)].flatMap((product) => besides(sales, product))) {
    const near = found.get(id) ?? { id, weight: 0, times: 0 };
    found.set(id, near);
    near.weight += weight;
    near.times += 1;
  }
  return [...found.values()]
    .filter(({ times }) => times >= LIMITS.ordersBesideEachOther)
    .toSorted(byWeight)
    .map(({ id }) => id);
};

/** Everything that lay beside the product, once for each basket. */
const besides = ({ byId }: Sales, product: string): readonly Ranked[] => {
  const own = byId.get(product);
  if (!own) return [];
  const near = (id: string): number => Math.sqrt(own.weight * (byId.get(id)?.weight ?? own.weight));
  return own.baskets.flatMap(({ weight, lines }) =>
    lines.flatMap(([id]) => (id === product ? [] : [{ id, weight: weight / near(id) }])),
  );
};

/** What sells best in these categories; without any, in the whole shop. */
export const bestsellersIn = ({ sellers }: Sales, marks: readonly string[]): readonly string[] =>
  sellers
    .filter(({ baskets }) => baskets.length >= LIMITS.ordersBesideEachOther)
    .filter((seller) => marks.length === 0 || marks.some((mark) => seller.marks.has(mark)))
    .map(({ id }) => id);

/** Whom something is suggested to: what they have, what it is to fit, and the categories they buy from. */
export type SuggestionAsked = Readonly<{
  has: readonly string[];
  /** What the message is about: the products of its own order or cart. */
  about: readonly string[];
  /** Marks of categories (baskets.ts). */
  categories: readonly string[];
}>;

/** Ids of products, the best first; whether they can be bought is not looked at. */
export type Suggestions = Readonly<{ recommended: readonly string[]; bestsellers: readonly string[] }>;

/**
 * Recommended is what goes with the products of the message, then with everything that the customer has, then
 * what sells best in their categories. Nothing that they have or that the message is about is suggested.
 */
export const suggestionsFrom = (sales: Sales, { has, about, categories }: SuggestionAsked): Suggestions => {
  const known = new Set([...has, ...about]);
  const isNew = (id: string): boolean => !known.has(id);
  const bestsellers = bestsellersIn(sales, categories).filter(isNew);
  const together = [...boughtTogether(sales, about), ...boughtTogether(sales, [...known])].filter(isNew);
  return {
    recommended: [...new Set([...together, ...bestsellers])].slice(0, LIMITS.productsSuggested),
    bestsellers: bestsellers.slice(0, LIMITS.productsSuggested),
  };
};
