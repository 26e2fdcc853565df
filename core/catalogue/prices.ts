/**
 * Which price a product or variant has, and which it had. A fallen price is announced only below the lowest
 * price of the 30 days before (§11 PAngV), so these are kept.
 */
import { LIMITS } from '../limits.ts';
import type { Money } from '../money.ts';
import { present } from '../present.ts';
import type { Instant } from '../time/instant.ts';
import type { FormerPrice, Product } from './product.ts';

/** The whole product stands under this key, a variant under its id. */
export const WHOLE = '';

/** Without a price of its own a variant costs what the product costs. */
export const priceAs = (product: Product, key: string): Money | undefined =>
  key === WHOLE ? wholePrice(product) : (product.variants[key]?.price ?? product.price);

/** The product's own price, or the one that all its variants have, whether they are in stock or not. */
const wholePrice = ({ id, price, variants }: Product): Money | undefined => {
  if (price) return price;
  const own = Object.entries(variants).flatMap(([key, variant]) => (key === id ? [] : [variant.price]));
  const [first] = own;
  return own.every((one) => first && one && isSame(one, first)) ? first : undefined;
};

export const isSame = (a: Money, b: Money): boolean => a.currency === b.currency && a.amount === b.amount;

/** Of which something may be news: the whole, and each variant. */
export const keysOf = ({ id, variants }: Product): readonly string[] => [
  WHOLE,
  ...Object.keys(variants).filter((key) => key !== id),
];

type Prices = Pick<Product, 'formerPrices' | 'pricedSince'>;

/** What is known of former prices once `next` has taken the place of `known`. */
export const formerPricesOf = (known: Product | undefined, next: Product, at: Instant): Prices => {
  const changed = known ? keysOf(next).flatMap((key) => changeOf(known, next, key)) : [];
  const isPriced = keysOf(next).some((key) => priceAs(next, key) !== undefined);
  const wasPriced = known !== undefined && keysOf(known).some((key) => priceAs(known, key) !== undefined);
  const pricedSince = next.pricedSince ?? (isPriced && (!wasPriced || changed.length > 0) ? at : undefined);
  if (changed.length === 0) return present({ formerPrices: next.formerPrices, pricedSince });
  const formerPrices = { ...next.formerPrices };
  for (const [key, price] of changed)
    formerPrices[key] = withinBound([...recent(formerPrices[key], at), { price, until: at }]);
  return present({ formerPrices, pricedSince });
};

const changeOf = (known: Product, next: Product, key: string): readonly (readonly [string, Money])[] => {
  const [before, now] = [priceAs(known, key), priceAs(next, key)];
  return before && now && !isSame(before, now) ? [[key, before]] : [];
};

/** A price belongs to the last days as long as it held within them. */
const recent = (prices: readonly FormerPrice[] = [], at: Instant): readonly FormerPrice[] =>
  prices.filter(({ until }) => until >= at - LIMITS.lowestPriceMs);

/** Beyond the bound the two oldest become one, the lower of them: no low price is forgotten too early. */
const withinBound = (prices: readonly FormerPrice[]): readonly FormerPrice[] => {
  const [first, second, ...rest] = prices;
  if (!first || !second || prices.length <= LIMITS.formerPrices) return prices;
  const lower = first.price.amount < second.price.amount ? first.price : second.price;
  const joined = first.price.currency === second.price.currency ? lower : second.price;
  return withinBound([{ price: joined, until: second.until }, ...rest]);
};

/** The lowest of the former prices in the 30 days before; undefined where another currency was among them. */
export const lowestBefore = ({ formerPrices = {} }: Product, key: string, at: Instant): Money | undefined => {
  const [first, ...others] = recent(formerPrices[key], at).map(({ price }) => price);
  if (!first || others.some(({ currency }) => currency !== first.currency)) return undefined;
  return others.reduce((lowest, price) => (price.amount < lowest.amount ? price : lowest), first);
};

/** True where the prices of all these 30 days are known, so that the lowest of them may be stated. */
export const knowsLowest = ({ pricedSince }: Product, at: Instant): boolean =>
  pricedSince !== undefined && pricedSince <= at - LIMITS.lowestPriceMs;
