/**
 * Tells whether the products in a message can still be bought. A product or variant that was never described
 * counts as buyable.
 */

import type { JsonObject } from '../events/event.ts';
import { listAt, textAt } from '../events/read-data.ts';
import { present } from '../present.ts';
import { laterOf, type Said } from '../time/said.ts';
import type { Product, Variant } from './product.ts';

/**
 * True where the event offers products, as a cart does, and none of them can be bought any more. An order
 * lists what somebody has bought: thanks, care and questions about it hold whatever is in stock.
 */
export const allSoldOut = (data: JsonObject, products: readonly Product[]): boolean => {
  const items = textAt(data, 'order_id') === undefined ? listAt(data, 'items') : [];
  return items.length > 0 && items.every((item) => soldOut(item, products));
};

/** True where any variant of the product can be bought. */
export const canBeBought = (product: Product): boolean => !soldOut({ product_id: product.id }, [product]);

/** True where this variant can be bought; without one, or with one that nobody described, any of them. */
export const canBeBoughtAs = (product: Product, variant: string | undefined): boolean =>
  !soldOut(present({ product_id: product.id, variant_id: variant }) as JsonObject, [product]);

/** The product with this variant alone, beside what is said of the whole. */
export const asVariant = (product: Product, variant: string | undefined): Product => {
  const own = variantIn(product, variant);
  if (variant === undefined || own === undefined) return product;
  const whole = product.variants[product.id];
  return {
    ...product,
    ...present({ price: own.price ?? product.price }),
    variants: { [variant]: own, ...(whole ? { [product.id]: whole } : {}) },
  };
};

/** The variants of a product that are not sold out. */
export const variantsForSale = (product: Product): readonly Variant[] =>
  ownVariants(product).filter((variant) => !isGone(variant));

/** Pieces of it that are left; undefined where nobody counts them. */
export const piecesLeft = ({ id, variants }: Product): number | undefined => {
  const { [id]: whole, ...own } = variants;
  const each = Object.values(own);
  const counted = whole && each.every((variant) => isNewer(whole, variant)) ? [whole] : each;
  if (counted.length === 0 || counted.some(({ stock }) => stock === undefined)) return undefined;
  return counted.reduce((sum, { stock = 0 }) => sum + Math.max(0, stock), 0);
};

const soldOut = (item: JsonObject, products: readonly Product[]): boolean => {
  const product = products.find((candidate) => candidate.id === textAt(item, 'product_id'));
  if (!product) return false;
  if (product.deleted) return true;
  const whole = product.variants[product.id];
  const known = variantIn(product, textAt(item, 'variant_id'));
  const variants = known ? [known] : ownVariants(product);
  if (variants.length === 0) return whole !== undefined && isGone(whole);
  return variants.every(
    (variant) => isGone(variant) || (whole !== undefined && isGone(whole) && isNewer(whole, variant)),
  );
};

/** Looked up and not searched: every event about a product of many variants asks for each of them. */
const variantIn = ({ id, variants }: Product, variant: string | undefined): Variant | undefined =>
  variant !== undefined && variant !== id && Object.hasOwn(variants, variant) ? variants[variant] : undefined;

const ownVariants = ({ id, variants }: Product): readonly Variant[] =>
  Object.entries(variants).flatMap(([key, variant]) => (key === id ? [] : [variant]));

const isGone = ({ stock }: Variant): boolean => stock !== undefined && stock <= 0;

/** True where the stock of the whole product is at least as new as the variant's own. */
const isNewer = (whole: Variant, variant: Variant): boolean => laterOf(saidOf(whole), saidOf(variant)) >= 0;

const saidOf = ({ stockAsOf = 0, stockAhead: ahead }: Variant): Said => present({ at: stockAsOf, ahead });
