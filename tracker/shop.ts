/** Looks at products and what lies in the cart, in the words of our events, whoever on the page tells of them. */
import { isAllowed, tell } from './browser.ts';
import { harmless, pagePicture, pageUrl, setting, type Words } from './page.ts';

/** A line of a cart, or a product that was looked at. */
export type Item = Readonly<{
  product_id?: unknown;
  variant_id?: unknown;
  title?: unknown;
  variant_title?: unknown;
  url?: unknown;
  image_url?: unknown;
  price?: unknown;
  currency?: unknown;
  categories?: unknown;
  quantity?: unknown;
}>;

/** The shop's own way to say which product an item is, where the ids of its pages are not those of its catalogue. */
let translate = (item: Item, _told: Words): Item | undefined => item;
export const translateBy = (way: typeof translate): void => {
  translate = way;
};

export const itemOf = (item: Item, told: Words): Item[] => {
  const meant = translate(item, told);
  return meant && meant.product_id !== undefined && meant.product_id !== ''
    ? [
        {
          ...meant,
          product_id: String(meant.product_id),
          price: amount(meant.price),
          currency: meant.currency ?? setting('currency'),
        },
      ]
    : [];
};

export const viewed = ([product]: readonly Item[]): void => {
  if (product)
    tell('product.viewed', String(product.product_id), {
      data: {
        product: { ...product, url: product.url ?? pageUrl(), image_url: product.image_url ?? pagePicture() },
      },
    });
};

export const cartIs = (items: readonly Item[]): void => {
  keptCart = [...items];
  if (isAllowed()) harmless(() => sessionStorage.setItem(CART, JSON.stringify(items)))();
  const lines = items.map(({ price, ...line }) => ({ ...line, unit_price: price }));
  tell(
    'cart.updated',
    JSON.stringify(lines.map(({ product_id, variant_id, quantity }) => [product_id, variant_id, quantity])),
    {
      data: { currency: items[0]?.currency, items: lines },
    },
  );
};

/** `sign`: 1 for what came into the cart, -1 for what left it. */
export const cartChanges = (items: readonly Item[], sign: 1 | -1): void => {
  if (items.length === 0) return;
  const lines = new Map(cart().map((line) => [keyOf(line), line]));
  for (const item of items) {
    const key = keyOf(item);
    const before = lines.get(key) ?? { ...item, quantity: 0 };
    const quantity = Number(before.quantity) + sign * (Number(item.quantity) || 1);
    lines.delete(key);
    // What leaves the cart is often told with less than what came.
    if (quantity > 0) lines.set(key, { ...(sign > 0 ? item : before), quantity });
  }
  cartIs([...lines.values()]);
};

const CART = 'sk_cart';
let keptCart: Item[] | undefined;
/** The cart of this visit, which page after page carries on. */
const cart = (): Item[] => {
  if (isAllowed())
    harmless(() => {
      keptCart ??= JSON.parse(sessionStorage.getItem(CART) ?? '[]');
    })();
  return keptCart ?? [];
};

const keyOf = ({ product_id, variant_id, variant_title }: Item): string =>
  [product_id, variant_id ?? variant_title].join();

/** 12.9, "12.90", "12,90", "1.234,50 €" and "£24.95" as a number. */
export const amount = (price: unknown): number | undefined => {
  if (typeof price === 'number') return price;
  const text = String(price ?? '').replace(/[^\d.,]/g, '');
  const [, whole = '', cents = ''] = /^(.*?)(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
  return text === '' ? undefined : Number(`${whole.replace(/\D/g, '')}.${cents || 0}`);
};
