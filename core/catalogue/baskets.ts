/**
 * Which orders are remembered as baskets, so that messages can say what sells and what is bought together.
 * Baskets lie in many small samples, each order in one of them. While there are few orders a sample holds all
 * of its own; later it keeps those of the highest priority, which chance and age decide (priority sampling,
 * Duffield, Lund and Thorup 2007): every sum over the samples is still right on average.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { JsonObject } from '../events/event.ts';
import { categoriesOf, listAt, textAt } from '../events/read-data.ts';
import { idOf } from '../identity/identity.ts';
import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import type { Instant } from '../time/instant.ts';

/** A product and the marks of its categories. */
export type BasketLine = readonly [product: string, ...categories: string[]];

/** What was bought in one order. It names neither the order nor the customer. */
export type Basket = Readonly<{
  /** 40 bits of a hash of the order's id, by which the same order counts once. */
  id: string;
  /** Days since 1970. */
  day: number;
  lines: readonly BasketLine[];
}>;

export type Sample = Readonly<{
  baskets: readonly Basket[];
  /** The highest priority of a basket that had to leave. */
  floor?: number;
}>;

const DAY_MS = 24 * 60 * 60_000;
const ID_CHARS = 8;
const ID_BITS = 40;
const MARK_CHARS = 4;
const SAMPLE_CHARS = 4;

const hashOf = (orderId: string): string => idOf('basket', orderId);

/** Undefined where the order names no product. */
export const basketOf = (data: JsonObject, at: Instant): Basket | undefined => {
  const orderId = textAt(data, 'order_id');
  const lines = linesOf(data);
  if (orderId === undefined || lines.length === 0) return undefined;
  return { id: hashOf(orderId).slice(0, ID_CHARS), day: Math.floor(at / DAY_MS), lines };
};

/** The number of the sample in which this order has its place. */
export const sampleOf = (orderId: string): number =>
  Number.parseInt(hashOf(orderId).slice(ID_CHARS, ID_CHARS + SAMPLE_CHARS), 32) % LIMITS.basketSamples;

/** Twenty bits of a hash, whatever the case of the letters. */
export const categoryMark = (category: string): string =>
  idOf('category', category.trim().toLowerCase()).slice(0, MARK_CHARS);

const linesOf = (data: JsonObject): readonly BasketLine[] => {
  const byProduct = new Map<string, readonly string[]>();
  for (const item of listAt(data, 'items')) {
    const id = textAt(item, 'product_id');
    if (id === undefined || id.length > LIMITS.basketProductIdChars) continue;
    byProduct.set(id, [...(byProduct.get(id) ?? []), ...categoriesOf(item)]);
  }
  return [...byProduct]
    .slice(0, LIMITS.basketProducts)
    .map(([id, categories]): BasketLine => [id, ...marksOf(categories)]);
};

export const marksOf = (categories: readonly string[]): readonly string[] =>
  [...new Set(categories.map(categoryMark))].slice(0, LIMITS.basketCategories);

/** Products of the basket of which nobody has said a category. */
export const productsWithoutCategory = ({ lines }: Basket): readonly string[] =>
  lines.flatMap(([product, ...marks]) => (marks.length === 0 ? [product] : []));

/** The basket with what the catalogue says of the categories that the order leaves out. */
export const withCategories = (
  basket: Basket,
  known: readonly Readonly<{ id: string; categories: readonly string[] }>[],
): Basket => ({
  ...basket,
  lines: basket.lines.map((line) => {
    const [id, ...marks] = line;
    const product = marks.length === 0 ? known.find((one) => one.id === id) : undefined;
    return product ? [id, ...marksOf(product.categories)] : line;
  }),
});

/** The age in half-lives, counted from 1970: later orders weigh more, and none has to be counted anew. */
const ageOf = ({ day }: Basket): number => day / LIMITS.basketHalfLifeDays;

const priorityOf = (basket: Basket): number => {
  const chance = (Number.parseInt(basket.id, 32) + 1) / 2 ** ID_BITS;
  return ageOf(basket) - Math.log2(chance);
};

/** The sample with this basket; undefined where nothing changes. Order and repeats do not matter. */
export const withBasket = (sample: Sample | undefined, basket: Basket): Sample | undefined => {
  const { baskets, floor } = sample ?? { baskets: [] };
  if (baskets.some(({ id }) => id === basket.id)) return undefined;
  if (floor !== undefined && priorityOf(basket) <= floor) return undefined;
  const next = bounded([...baskets, basket], floor);
  return next.baskets.includes(basket) || next.floor !== floor ? next : undefined;
};

/** The sample without this order, because it was taken back; undefined where it does not stand there. */
export const withoutBasket = (sample: Sample | undefined, orderId: string): Sample | undefined => {
  const mark = hashOf(orderId).slice(0, ID_CHARS);
  if (!sample?.baskets.some(({ id }) => id === mark)) return undefined;
  return { ...sample, baskets: sample.baskets.filter(({ id }) => id !== mark) };
};

const bounded = (all: readonly Basket[], floor: number | undefined): Sample => {
  const baskets = all.toSorted((a, b) => priorityOf(b) - priorityOf(a) || (a.id < b.id ? -1 : 1));
  let lost = floor;
  for (let bytes = bytesOf(baskets); bytes > LIMITS.basketSampleBytes; bytes = bytesOf(baskets)) {
    const last = baskets.pop();
    if (!last) break;
    lost = Math.max(lost ?? Number.NEGATIVE_INFINITY, priorityOf(last));
  }
  return present({ baskets, floor: lost });
};

const bytesOf = (baskets: readonly Basket[]): number => utf8ToBytes(JSON.stringify(baskets)).length;

/** For how many orders of today a basket of this sample stands. */
export const weightOf = (basket: Basket, { floor }: Sample, now: Instant): number =>
  2 **
  (Math.max(ageOf(basket), floor ?? Number.NEGATIVE_INFINITY) - now / DAY_MS / LIMITS.basketHalfLifeDays);
