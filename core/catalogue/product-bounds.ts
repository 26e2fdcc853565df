/**
 * Keeps a product within one item of the table. Variants that can be bought are dropped first, the one with
 * the oldest news before others, because an unlisted variant counts as buyable anyway. A mark of being sold
 * out is dropped only where no other variant is left (I11).
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { LIMITS } from '../limits.ts';
import type { Product } from './product.ts';

type Variants = readonly (readonly [string, Product['variants'][string]])[];

/** Keeps the newest variant that can be bought: without any, the whole product would look sold out. */
export const withinItem = (stated: Product): Product => {
  const product = withoutPastTooLarge(stated);
  const room = LIMITS.productBytes - bytesOf({ ...product, variants: {} });
  if (bytesOf(product.variants) <= room) return product;
  const variants = Object.entries(product.variants).toSorted(lastToGoFirst);
  const buyable = variants.find((variant) => !isSoldOut(variant));
  const kept = buyable ? [buyable, ...variants.filter((variant) => variant !== buyable)] : variants;
  return { ...product, variants: Object.fromEntries(fitting(kept, room)) };
};

/** Former prices and news may take half of the room; what can be bought counts more. */
const withoutPastTooLarge = (product: Product): Product => {
  const { formerPrices: _prices, news: _news, ...rest } = product;
  return bytesOf({ ...product, variants: {} }) - bytesOf({ ...rest, variants: {} }) > LIMITS.productBytes / 2
    ? rest
    : product;
};

/** The first variants of the list, as far as there is room. */
const fitting = (variants: Variants, room: number): Variants => {
  let left = room;
  return variants.filter(([id, variant]) => {
    left -= bytesOf({ [id]: variant });
    return left >= 0;
  });
};

const lastToGoFirst = (a: Variants[number], b: Variants[number]): number =>
  Number(isSoldOut(b)) - Number(isSoldOut(a)) || heardAt(b) - heardAt(a);

const isSoldOut = ([, { stock }]: Variants[number]): boolean => stock !== undefined && stock <= 0;
const heardAt = ([, { stockAsOf = 0 }]: Variants[number]): number => stockAsOf;

const bytesOf = (value: unknown): number => utf8ToBytes(JSON.stringify(value)).length;
