/**
 * What a line of a cart costs now, where its product's price has changed since the cart was told. A cart may
 * name other prices than the catalogue for good (a price list of its own, a discount), so only a price that
 * the product had within the last days, and has no more, counts as changed.
 */
import { isSame, priceAs, WHOLE } from '../catalogue/prices.ts';
import type { Product } from '../catalogue/product.ts';
import type { JsonObject } from '../events/event.ts';
import type { Money } from '../money.ts';
import { moneyOf } from './format.ts';

type Priced = Readonly<{ product: Product | undefined; currency: unknown }>;

/** Undefined where nothing is known to have changed: what the cart says holds then. */
export const changedPrice = (line: JsonObject, { product, currency }: Priced): Money | undefined => {
  const stated = moneyOf(line['unit_price'], currency);
  if (!product || !stated) return undefined;
  const variant = line['variant_id'] === undefined ? WHOLE : String(line['variant_id']);
  const key = Object.hasOwn(product.variants, variant) && variant !== product.id ? variant : WHOLE;
  const now = priceAs(product, key);
  const { [key]: former = [] } = product.formerPrices ?? {};
  if (!now || now.currency !== stated.currency || isSame(now, stated)) return undefined;
  return former.some(({ price }) => isSame(price, stated)) ? now : undefined;
};
