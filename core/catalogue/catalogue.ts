/** Applies a catalogue event to a product. The newest event counts, in whatever order events arrive. */

import type { DomainEvent, JsonObject } from '../events/event.ts';
import { listAt, objectAt, textAt } from '../events/read-data.ts';
import { LIMITS } from '../limits.ts';
import { type Money, parseMoney } from '../money.ts';
import { present } from '../present.ts';
import type { Product, Review } from './product.ts';
import { withinItem } from './product-bounds.ts';

/** The product after the event; undefined where the event changes nothing or names no product. */
export const applyToProduct = (known: Product | undefined, event: DomainEvent): Product | undefined => {
  const id = textAt(event.data, 'product_id');
  if (id === undefined) return undefined;
  const product = known ?? { id, asOf: 0, categories: [], variants: {}, reviews: [] };
  const next = CHANGES[event.name]?.(product, event);
  return next && withinItem(next);
};

type Change = (product: Product, event: DomainEvent) => Product | undefined;

/** The same review, marked as hidden because its writer was erased. */
export const hidden = (event: DomainEvent): DomainEvent => ({
  ...event,
  data: { ...event.data, hidden: true },
});

const described = (product: Product, { at, data }: DomainEvent): Product | undefined => {
  if (at < product.asOf) return undefined;
  const { title, url, imageUrl, price } = {
    title: textAt(data, 'title'),
    url: textAt(data, 'url'),
    imageUrl: textAt(data, 'image_url'),
    price: priceOf(data, data),
  };
  const categories = Array.isArray(data.categories)
    ? data.categories.filter((name) => typeof name === 'string')
    : product.categories;
  const variants = Object.fromEntries(
    listAt(data, 'variants').flatMap((variant) => variantOf(variant, data, at)),
  );
  return {
    ...product,
    asOf: at,
    categories,
    variants: { ...product.variants, ...variants },
    ...present({
      title: title || undefined,
      url: url || undefined,
      imageUrl: imageUrl || undefined,
      price,
    }),
  };
};

type Variant = Product['variants'][string];

const variantOf = (variant: JsonObject, data: JsonObject, at: number): [string, Variant][] => {
  const id = textAt(variant, 'variant_id');
  if (id === undefined) return [];
  const price = priceOf(variant, data);
  return [
    [
      id,
      present({
        price,
        stock: typeof variant.stock === 'number' ? variant.stock : undefined,
        stockAsOf: typeof variant.stock === 'number' ? at : undefined,
      }),
    ],
  ];
};

const priceOf = (holder: JsonObject, data: JsonObject): Money | undefined => {
  const [price, currency] = [textAt(holder, 'price'), textAt(data, 'currency')];
  return price !== undefined && currency !== undefined ? parseMoney(price, currency) : undefined;
};

const restocked = (product: Product, { at, data }: DomainEvent): Product | undefined => {
  const variantId = textAt(data, 'variant_id') ?? textAt(data, 'product_id');
  if (variantId === undefined || typeof data.stock !== 'number') return undefined;
  const known = product.variants[variantId];
  if (known?.stockAsOf !== undefined && known.stockAsOf > at) return undefined;
  return {
    ...product,
    variants: { ...product.variants, [variantId]: { ...known, stock: data.stock, stockAsOf: at } },
  };
};

/** Keeps published reviews only, each id once, the newest first. */
const reviewed = (product: Product, event: DomainEvent): Product | undefined => {
  const review = reviewOf(event);
  if (!review) return undefined;
  const others = product.reviews.filter(({ id }) => id !== review.id);
  const hidden = event.data.published === false || event.data.hidden === true;
  if (hidden) return { ...product, reviews: others };
  return {
    ...product,
    reviews: [...others, review].sort((a, b) => b.at - a.at).slice(0, LIMITS.reviewsPerProduct),
  };
};

/** The review in an event; undefined where its rating is not 1 to 5. Authors are shown by first name only. */
const reviewOf = ({ id, at, data }: DomainEvent): Review | undefined => {
  const rating = Number(data.rating);
  if (!(rating >= 1 && rating <= 5)) return undefined;
  const [title, text, author] = [textAt(data, 'title'), textAt(data, 'text'), authorOf(data)];
  return present({
    id: textAt(data, 'review_id') ?? id,
    at,
    rating,
    title: title || undefined,
    text: text || undefined,
    author: author || undefined,
  });
};

const authorOf = (data: JsonObject): string | undefined => {
  const name = textAt(objectAt(data, 'customer'), 'first_name') ?? textAt(data, 'author');
  return name?.split(/\s+/)[0];
};

const CHANGES: Readonly<Record<string, Change | undefined>> = {
  'product.updated': described,
  'stock.changed': restocked,
  'review.submitted': reviewed,
};
