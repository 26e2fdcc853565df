/**
 * Reads one item of a product feed (Google Merchant Center's attributes) as a statement about a product, in
 * the words of `product.updated`.
 *
 * Attributes: https://support.google.com/merchants/answer/7052112 (id, title, link, image_link, price,
 * sale_price, sale_price_effective_date, availability, product_type, item_group_id, quantity).
 */
import type { JsonObject } from '../events/event.ts';
import { cleanText, id as idField } from '../events/event-fields.ts';
import { LIMITS } from '../limits.ts';
import { parseMoney } from '../money.ts';
import { present } from '../present.ts';
import { type Instant, parseIso } from '../time/instant.ts';

/** The attributes of one item by their names, without the prefix "g:". */
export type FeedRow = Readonly<Record<string, string>>;

export type FeedFault = 'no-id' | 'odd-id' | 'no-title' | 'price' | 'availability';

export type FeedReading =
  | Readonly<{ product: string; data: JsonObject; faults: readonly FeedFault[] }>
  | Readonly<{ product?: undefined; faults: readonly FeedFault[] }>;

export type FeedIds = Readonly<{ product: string; variant: string }>;

/** `idsOf` reads an id that a platform's own feeds make of those that its webhooks name. */
type Asked = Readonly<{ now: Instant; idsOf: (id: string) => FeedIds | undefined }>;

/**
 * What the item says. A fault in a price or in the availability loses only that; without an id or a title
 * there is nothing to keep.
 */
export const readFeedRow = (row: FeedRow, { now, idsOf }: Asked): FeedReading => {
  const ids = idsIn(row, idsOf);
  if (ids === undefined) return { faults: ['no-id'] };
  if (!Object.values(ids).every((id) => idField.safeParse(id).success)) return { faults: ['odd-id'] };
  const title = textIn(row, 'title');
  if (title === undefined) return { faults: ['no-title'] };
  const price = priceIn(row, now);
  const stock = stockIn(row);
  const data = present({
    product_id: ids.product,
    title: cleanText(title),
    url: webIn(row, 'link'),
    image_url: webIn(row, 'image_link'),
    currency: price.currency,
    price: ids.variant === ids.product ? price.price : undefined,
    categories: categoriesIn(row),
    variants: [present({ variant_id: ids.variant, price: price.price, ...stock.said })],
  }) as JsonObject;
  return { product: ids.product, data, faults: [...price.faults, ...stock.faults] };
};

const idsIn = (row: FeedRow, idsOf: Asked['idsOf']): FeedIds | undefined => {
  const id = textIn(row, 'id');
  if (id === undefined) return undefined;
  return idsOf(id) ?? { product: textIn(row, 'item_group_id') ?? id, variant: id };
};

const textIn = (row: FeedRow, name: string): string | undefined => {
  const text = Object.hasOwn(row, name) ? row[name]?.replace(/\s+/g, ' ').trim() : undefined;
  return text === '' ? undefined : text;
};

/** Only addresses of the web are ever shown. */
const webIn = (row: FeedRow, name: string): string | undefined => {
  const text = textIn(row, name);
  return text !== undefined && /^https?:\/\//i.test(text) && text.length <= LIMITS.urlChars
    ? text
    : undefined;
};

/** "Kleidung > Damen > Kleider": each of its levels is a category. */
const categoriesIn = (row: FeedRow): readonly string[] | undefined => {
  const path = textIn(row, 'product_type');
  const levels = path
    ?.split('>')
    .map((level) => cleanText(level.trim(), LIMITS.categoryChars))
    .filter((level) => level !== '');
  return levels && levels.length > 0 ? [...new Set(levels)].slice(0, LIMITS.categoriesPerItem) : undefined;
};

type Price = Readonly<{ price?: string; currency?: string; faults: readonly FeedFault[] }>;

/**
 * The price that holds now. While a sale has still to begin or to end no price is kept, because it would be
 * untrue one day before the next feed comes.
 */
const priceIn = (row: FeedRow, now: Instant): Price => {
  const [stated, reduced] = [textIn(row, 'price'), textIn(row, 'sale_price')];
  if (stated === undefined) return { faults: [] };
  const price = amountIn(stated);
  const sale = reduced === undefined ? undefined : amountIn(reduced);
  if (!price || (reduced !== undefined && sale?.currency !== price.currency)) return { faults: ['price'] };
  switch (saleIn(row, now)) {
    case 'changes':
      return { faults: [] };
    case 'over':
      return { ...price, faults: [] };
    case 'open':
      return { ...(sale ?? price), faults: [] };
  }
};

/** "15.00 EUR", as the attribute is defined. */
const AMOUNT = /^(\d{1,13}(?:\.\d{1,4})?)\s?([A-Z]{3})$/;

const amountIn = (text: string): Readonly<{ price: string; currency: string }> | undefined => {
  const [, price, currency] = AMOUNT.exec(text) ?? [];
  if (price === undefined || currency === undefined) return undefined;
  return parseMoney(price, currency) ? { price, currency } : undefined;
};

/**
 * `sale_price_effective_date` is two times with a slash between them, with offsets as +0100 and mostly without
 * seconds; without it the sale has no end.
 */
const saleIn = (row: FeedRow, now: Instant): 'open' | 'over' | 'changes' => {
  const range = textIn(row, 'sale_price_effective_date');
  if (range === undefined) return 'open';
  const end = parseIso((range.split('/')[1] ?? '').trim());
  return end !== undefined && end <= now ? 'over' : 'changes';
};

type Stock = Readonly<{
  said: Readonly<{ stock?: number; available?: true }>;
  faults: readonly FeedFault[];
}>;

const BUYABLE = new Set(['in_stock', 'preorder', 'backorder', 'available_for_order']);

const stockIn = (row: FeedRow): Stock => {
  const said = textIn(row, 'availability')?.toLowerCase().replaceAll(/[\s-]/g, '_');
  if (said === undefined) return { said: {}, faults: [] };
  if (said === 'out_of_stock') return { said: { stock: 0 }, faults: [] };
  if (!BUYABLE.has(said)) return { said: {}, faults: ['availability'] };
  const pieces = Number(/^\d{1,9}$/.exec(textIn(row, 'quantity') ?? '')?.[0]);
  return said === 'in_stock' && pieces > 0
    ? { said: { stock: pieces }, faults: [] }
    : { said: { available: true }, faults: [] };
};
