/** Puts the shop into every id of an event that is one shop's own. */
import { idInShop } from '../identity/shop-ids.ts';
import type { Json, JsonObject } from './event.ts';

/** The fields of the schemas that hold a shop's own numbers; an order's number for people stays as it is. */
const IDS: ReadonlySet<string> = new Set([
  'customer_id',
  'order_id',
  'checkout_id',
  'cart_id',
  'subscription_id',
  'product_id',
  'variant_id',
  'shipment_id',
  'refund_id',
  'review_id',
]);

/** What the shop wrote as it liked: a field there may be called like an id and is none of ours. */
const AS_TOLD: ReadonlySet<string> = new Set(['attributes', 'evidence', 'options']);

/** The data of an event of this shop. */
export const dataInShop = (data: JsonObject, shop: string): JsonObject =>
  Object.fromEntries(Object.entries(data).map(([name, value]) => [name, valueInShop(name, value, shop)]));

const valueInShop = (name: string, value: Json, shop: string): Json => {
  if (AS_TOLD.has(name)) return value;
  if (typeof value === 'string') return IDS.has(name) ? idInShop(shop, value) : value;
  if (Array.isArray(value)) return value.map((one: Json) => valueInShop('', one, shop));
  return typeof value === 'object' && value !== null ? dataInShop(value as JsonObject, shop) : value;
};
