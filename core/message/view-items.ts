/**
 * Builds the lines of a cart or an order for templates, with what the catalogue knows about their products.
 */

import { byWorth } from '../catalogue/kept-reviews.ts';
import type { Product, Review } from '../catalogue/product.ts';
import { piecesLeft } from '../catalogue/stock.ts';
import type { JsonObject } from '../events/event.ts';
import { categoriesOf } from '../events/read-data.ts';
import { LIMITS } from '../limits.ts';
import { type Money, toDecimal } from '../money.ts';
import { changedPrice } from './cart-prices.ts';
import { formatMoney, itemLineOf, itemLinkOf, moneyOf, nameOf, TITLE_CHARS } from './format.ts';

/** Lines beyond this number are counted, not listed: mail programs would clip a longer list. */
export const ITEMS_SHOWN_MAX = 20;
/** Categories of one order that templates see; a shop has few, and each costs time. */
const CATEGORIES_MAX = 50;
const REVIEWS_SHOWN_PER_ITEM = 2;
const REVIEW_CHARS = 280;
const STARS_MAX = 5;

export type ReviewView = Readonly<{
  rating: number;
  stars: string;
  title: string | null;
  text: string | null;
  author: string | null;
}>;

export type ItemView = Readonly<{
  product_id: string | null;
  title: string;
  variant: string | null;
  quantity: number;
  unit_price: string | null;
  line_price: string | null;
  image_url: string | null;
  url: string | null;
  reviews: readonly ReviewView[];
}>;

export type ItemsView = Readonly<{
  items: readonly ItemView[];
  more_items: number;
  item_count: number;
  has_reviews: boolean;
}>;

export type ProductView = Readonly<{
  id: string;
  title: string | null;
  url: string | null;
  image_url: string | null;
  price: string | null;
  currency: string | null;
  /** Pieces that are left, where they are few. */
  low_stock: number | null;
  reviews: readonly ReviewView[];
}>;

/** `isCart`: nothing of it is bought yet, so that prices are those of now. */
type Facts = Readonly<{ data: JsonObject; products: readonly Product[]; locale: string; isCart?: boolean }>;

/**
 * Reads `data.items` of a standard event. A line is left out where neither it nor its product has a title.
 */
export const itemsView = ({ data, products, locale, isCart }: Facts): ItemsView => {
  const lines = linesOf(data);
  const byId = new Map(products.map((product) => [product.id, product]));
  const shown: ItemView[] = [];
  for (const line of lines) {
    // Carts may be far longer than what is shown, and each line costs time.
    if (shown.length >= ITEMS_SHOWN_MAX) break;
    const item = itemView(line, {
      product: byId.get(String(line['product_id'])),
      currency: data['currency'],
      locale,
      isCart: isCart === true,
    });
    if (item) shown.push(item);
  }
  const count = Math.max(lines.length, Number(data['item_count'] ?? 0) || 0);
  return {
    items: shown,
    more_items: Math.max(0, count - shown.length),
    item_count: count,
    has_reviews: shown.some((item) => item.reviews.length > 0),
  };
};

/** True where a price in the cart is no longer that of the product: the sum that the cart names is not true then. */
export const hasOldPrices = ({ data, products }: Pick<Facts, 'data' | 'products'>): boolean =>
  linesOf(data).some((line) => {
    const product = products.find(({ id }) => id === String(line['product_id']));
    return changedPrice(line, { product, currency: data['currency'] }) !== undefined;
  });

const linesOf = (data: JsonObject): readonly JsonObject[] =>
  Array.isArray(data['items']) ? data['items'].filter(isObject) : [];

/** What the event says of its products' categories, and the catalogue; each once, as the shop writes it. */
export const categoriesIn = ({ data, products }: Pick<Facts, 'data' | 'products'>): readonly string[] => {
  const named = [...categoriesOf(data), ...products.flatMap(({ categories }) => categories)];
  const names = named.map((name) => itemLineOf(name, TITLE_CHARS)).filter((name) => name !== null);
  return [...new Set(names)].slice(0, CATEGORIES_MAX);
};

export const productView = (product: Product, locale: string): ProductView => ({
  id: product.id,
  title: itemLineOf(product.title, TITLE_CHARS),
  url: itemLinkOf(product.url),
  image_url: itemLinkOf(product.imageUrl),
  price: product.price ? formatMoney(product.price, locale) : null,
  currency: product.price?.currency ?? null,
  low_stock: lowStockOf(product),
  reviews: reviewsView(product),
});

const lowStockOf = (product: Product): number | null => {
  const left = piecesLeft(product);
  return left !== undefined && left > 0 && left <= LIMITS.lowStockPieces ? left : null;
};

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Around = Readonly<{
  product: Product | undefined;
  currency: unknown;
  locale: string;
  isCart: boolean;
}>;

const itemView = (line: JsonObject, around: Around): ItemView | undefined => {
  const { product } = around;
  const title = itemLineOf(line['title'], TITLE_CHARS) ?? itemLineOf(product?.title, TITLE_CHARS);
  if (title === null) return undefined;
  return {
    product_id:
      line['product_id'] === undefined || line['product_id'] === null ? null : String(line['product_id']),
    title,
    variant: variantOf(line, title),
    ...pricesOf(line, around),
    image_url: itemLinkOf(line['image_url']) ?? itemLinkOf(product?.imageUrl),
    url: itemLinkOf(line['url']) ?? itemLinkOf(product?.url),
    reviews: product ? reviewsView(product) : [],
  };
};

const pricesOf = (
  line: JsonObject,
  { product, currency, locale, isCart }: Around,
): Pick<ItemView, 'quantity' | 'unit_price' | 'line_price'> => {
  const quantity = quantityOf(line['quantity']);
  const changed = isCart ? changedPrice(line, { product, currency }) : undefined;
  const unit = changed ?? moneyOf(line['unit_price'], currency);
  const total = (changed ? undefined : moneyOf(line['line_price'], currency)) ?? times(unit, quantity);
  return {
    quantity,
    unit_price: unit ? formatMoney(unit, locale) : null,
    line_price: total ? formatMoney(total, locale) : null,
  };
};

/**
 * The variant's name, unless it is "Default Title": Shopify's name for a product's only variant, which
 * customers never see in the shop.
 */
const variantOf = (line: JsonObject, title: string): string | null => {
  const variant = itemLineOf(line['variant_title'] ?? line['variant'], TITLE_CHARS);
  return variant === title || variant === 'Default Title' ? null : variant;
};

const quantityOf = (value: unknown): number => {
  const quantity = Number(value ?? 1);
  return Number.isFinite(quantity) && quantity > 0 ? quantity : 1;
};

const times = (unit: Money | undefined, quantity: number): Money | undefined =>
  unit
    ? moneyOf(toDecimal({ ...unit, amount: Math.round(unit.amount * quantity) }), unit.currency)
    : undefined;

/**
 * The most helpful and newest reviews with a text, good or bad: showing only praise would be a lie. Authors
 * appear by their first name.
 */
const reviewsView = (product: Product): readonly ReviewView[] =>
  [...product.reviews]
    .sort(byWorth)
    .map(reviewView)
    .filter((review) => review.text !== null)
    .slice(0, REVIEWS_SHOWN_PER_ITEM);

const reviewView = (review: Review): ReviewView => {
  const rating = Math.min(STARS_MAX, Math.max(1, Math.round(review.rating)));
  return {
    rating,
    stars: '★'.repeat(rating) + '☆'.repeat(STARS_MAX - rating),
    title: itemLineOf(review.title, TITLE_CHARS),
    text: itemLineOf(review.text, REVIEW_CHARS),
    author: nameOf(review.author?.trim().split(/\s+/)[0]),
  };
};
