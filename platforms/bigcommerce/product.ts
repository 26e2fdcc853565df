/** Translates products with their variants: pictures, links, prices and stock for messages. */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { present } from '../../core/present.ts';
import { anything, firstText, problemOf } from '../reading.ts';
import { momentOf } from './reading.ts';
import type { Context, Details, Reading, Word } from './topic.ts';

const variant = z.object({
  id,
  calculated_price: anything,
  price: anything,
  inventory_level: anything,
  purchasing_disabled: anything,
  option_values: optional(z.array(z.object({ label: anything }))),
});

const detailsSchema = z.object({
  product: z.object({
    id,
    name: anything,
    calculated_price: anything,
    price: anything,
    is_visible: anything,
    is_price_hidden: anything,
    availability: anything,
    inventory_tracking: anything,
    inventory_level: anything,
    base_variant_id: anything,
    custom_url: optional(z.object({ url: anything })),
    primary_image: optional(z.object({ url_standard: anything, url_thumbnail: anything })),
    variants: optional(z.array(variant)),
    date_modified: anything,
  }),
  /** The names of its categories. */
  categories: optional(z.array(z.object({ name: anything }).catch({ name: undefined }))),
  /** The shop itself: its address and its currency. */
  store: optional(z.object({ secure_url: anything, currency: anything })),
});

type Given = z.infer<typeof detailsSchema>;
type Product = Given['product'];
type Variant = z.infer<typeof variant>;

/**
 * Sales move the stock without moving the product's own date, so a telling of stock counts from when the shop
 * was asked.
 */
export const product = (details: Details, { at }: Context): Reading => {
  const read = detailsSchema.safeParse(details);
  if (!read.success) return problemOf(read.error);
  const { product: given } = read.data;
  const changed = momentOf(given.date_modified);
  return {
    words: [
      {
        name: 'product.updated',
        at: Math.max(at, changed ?? at),
        key: `product:${given.id}:${changed ?? ''}:${at}`,
        data: dataOf(read.data),
      },
    ],
  };
};

const dataOf = ({ product: given, categories = [], store }: Given): Word['data'] => ({
  product_id: given.id,
  title: given.name,
  url: addressOf(given, store),
  image_url: firstText(given.primary_image?.url_standard, given.primary_image?.url_thumbnail),
  ...priceOf(given, store),
  categories: categories.map(({ name }) => name),
  ...variantsOf(given),
});

const addressOf = ({ custom_url }: Product, store: Given['store']): string | undefined => {
  const [shop, path] = [firstText(store?.secure_url)?.trim().replace(/\/+$/, ''), firstText(custom_url?.url)];
  return shop !== undefined && path?.startsWith('/') ? `${shop}${path}` : undefined;
};

/** A price without its currency says nothing, and a hidden one is nobody's to tell. */
const priceOf = (
  given: Product,
  store: Given['store'],
): Readonly<{ price?: unknown; currency?: string | undefined }> => {
  const currency = firstText(store?.currency);
  return currency === undefined || given.is_price_hidden === true
    ? {}
    : { price: given.calculated_price ?? given.price, currency };
};

/** core/events/event-fields.ts reads so many variants. */
const VARIANTS_TOLD = 250;

const variantsOf = (given: Product): Word['data'] => {
  const all = given.variants ?? [];
  return present({
    complete: all.length > 0 && all.length <= VARIANTS_TOLD ? (true as const) : undefined,
    variants: all.slice(0, VARIANTS_TOLD).map((one) => ({
      variant_id: one.id,
      title: titleOf(one),
      price: given.is_price_hidden === true ? undefined : (one.calculated_price ?? one.price ?? undefined),
      ...stockOf(given, one),
    })),
  });
};

const titleOf = ({ option_values = [] }: Variant): string | undefined =>
  firstText(
    option_values
      .slice(0, OPTIONS)
      .map(({ label }) => firstText(label))
      .filter((label) => label !== undefined)
      .join(', '),
  );

/** More options than a variant is chosen by. */
const OPTIONS = 10;

/** What is hidden or disabled cannot be bought at all; what is not tracked is always there. */
const stockOf = (given: Product, one: Variant): object => {
  const isClosed = given.is_visible === false || given.availability === 'disabled';
  if (isClosed || one.purchasing_disabled === true) return { stock: 0 };
  if (given.inventory_tracking === 'product') return { stock: given.inventory_level };
  return given.inventory_tracking === 'variant' ? { stock: one.inventory_level } : { uncounted: true };
};
