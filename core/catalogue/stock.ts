/**
 * Tells whether the products in a message can still be bought. A product or variant that was never described
 * counts as buyable.
 */

import type { JsonObject } from '../events/event.ts';
import { listAt, textAt } from '../events/read-data.ts';
import type { Product } from './product.ts';

/** True where the event lists products and none of them can be bought any more. */
export const allSoldOut = (data: JsonObject, products: readonly Product[]): boolean => {
  const items = listAt(data, 'items');
  return items.length > 0 && items.every((item) => soldOut(item, products));
};

const soldOut = (item: JsonObject, products: readonly Product[]): boolean => {
  const product = products.find((candidate) => candidate.id === textAt(item, 'product_id'));
  if (!product) return false;
  const variantId = textAt(item, 'variant_id');
  const variants =
    variantId !== undefined && Object.hasOwn(product.variants, variantId)
      ? [product.variants[variantId]]
      : Object.values(product.variants);
  return (
    variants.length > 0 && variants.every((variant) => variant?.stock !== undefined && variant.stock <= 0)
  );
};
