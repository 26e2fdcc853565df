/**
 * Listens to the data layer of Google's tags, so that a shop which fills it needs no other code: gtag's
 * arguments and objects alike, what was pushed before us, and whoever listens beside us.
 */
import { harmless, isWords, setting, type Words } from './page.ts';
import { cartChanges, cartIs, type Item, itemOf, viewed } from './shop.ts';

/** Calls `hear` once for everything that is and will be pushed; the push of whoever came before us goes on. */
export const listenTo = (name: string, hear: (entry: unknown) => void): void => {
  window[name] ??= [];
  const layer = window[name];
  if (!Array.isArray(layer)) return;
  const heard = harmless(hear);
  for (const entry of layer) heard(entry);
  const { push } = layer;
  layer.push = (...entries: unknown[]): number => {
    const length = push.apply(layer, entries);
    for (const entry of entries) heard(entry);
    return length;
  };
};

export const listenToGoogle = (onConsent: (state: Words) => void): void =>
  listenTo(setting('layer') ?? 'dataLayer', (entry) => {
    if (!isWords(entry)) return;
    const { 0: call, 1: name, 2: given } = entry;
    if (call === 'consent' && isWords(given)) onConsent(given);
    else if (call === 'event') heard(name, given);
    else heard(entry['event'], entry['ecommerce'] ?? entry);
  });

const heard = (name: unknown, told: unknown): void => {
  if (isWords(told)) ACTS[String(name)]?.(itemsIn(told));
};

const ACTS: Readonly<Record<string, (items: Item[]) => void>> = {
  view_item: viewed,
  add_to_cart: (items) => cartChanges(items, 1),
  remove_from_cart: (items) => cartChanges(items, -1),
  view_cart: cartIs,
  begin_checkout: cartIs,
  // Whether it was bought is the shop's to tell; nothing is left in this cart.
  purchase: () => cartIs([]),
};

const itemsIn = ({ items, currency }: Words): Item[] =>
  Array.isArray(items)
    ? items.filter(isWords).flatMap((item) => itemOf(fromGoogle(item, currency), item))
    : [];

/** Ids that Shopify's own tags make hold both of its ids. */
const SHOPIFY_ID = /^shopify_\w\w_(\d+)_(\d+)$/i;

const fromGoogle = (item: Words, currency: unknown): Item => {
  const [, product, variant] = SHOPIFY_ID.exec(String(item['item_id'])) ?? [];
  return {
    product_id: product ?? item['item_id'] ?? item['id'],
    variant_id: variant,
    title: item['item_name'] ?? item['name'],
    variant_title: item['item_variant'],
    price: item['price'],
    currency: item['currency'] ?? currency,
    quantity: item['quantity'],
    categories: ['', 2, 3, 4, 5].map((level) => item[`item_category${level}`]).filter(Boolean),
  };
};
