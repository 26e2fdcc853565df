/** Translates products and single variations: pictures, links and stock for messages. */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { anything, firstText, problemOf } from '../reading.ts';
import { idOrNone, momentOf, plainText } from './reading.ts';
import type { Context, Reading, Word } from './topic.ts';

const named = z.object({ name: anything }).catch({});
const picture = z.object({ src: anything }).catch({});

const productSchema = z.object({
  id,
  parent_id: idOrNone,
  type: anything,
  status: anything,
  name: anything,
  permalink: anything,
  purchasable: anything,
  manage_stock: anything,
  stock_quantity: anything,
  stock_status: anything,
  backorders: anything,
  categories: optional(z.array(named)),
  images: optional(z.array(picture)),
  image: optional(picture),
  variations: optional(z.array(z.unknown())),
  date_created: anything,
  date_created_gmt: anything,
  date_modified: anything,
  date_modified_gmt: anything,
});

type Product = z.infer<typeof productSchema>;

export const product = (payload: unknown): Reading => {
  const read = productSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const given = read.data;
  const version = firstText(given.date_modified_gmt, given.date_modified, given.date_created_gmt);
  const at = momentOf(
    given.date_modified_gmt,
    given.date_modified,
    given.date_created_gmt,
    given.date_created,
  );
  const data = given.type === 'variation' && given.parent_id ? ofVariation(given) : ofProduct(given);
  return { words: [{ name: 'product.updated', at, key: `product:${given.id}:${version ?? ''}`, data }] };
};

/** The stock of the whole stands under the product's own id (core/catalogue/product.ts). */
const ofProduct = (given: Product): Word['data'] => ({
  product_id: given.id,
  title: plainText(given.name),
  url: plainText(given.permalink),
  image_url: imageOf(given),
  // Prices have no currency here, and nobody says whether they hold the tax.
  categories: (given.categories ?? []).map(({ name }) => plainText(name)),
  ...variantsOf(given),
});

const variantsOf = (given: Product): Word['data'] => {
  const whole = { variant_id: given.id, ...stockOf(given) };
  const listed = (given.variations ?? []).filter((one) => typeof one === 'number' || typeof one === 'string');
  return {
    complete: listed.length > 0 && listed.length < VARIANTS_TOLD ? true : undefined,
    variants: [whole, ...listed.slice(0, VARIANTS_TOLD).map((one) => ({ variant_id: String(one) }))],
  };
};

/** core/events/event-fields.ts reads so many variants, and the whole is one of them. */
const VARIANTS_TOLD = 249;

/** A variation has a body of its own, which says nothing about its product but what hangs on it. */
const ofVariation = (given: Product): Word['data'] => ({
  product_id: given.parent_id,
  variants: [{ variant_id: given.id, title: plainText(given.name), ...stockOf(given) }],
});

const imageOf = ({ image, images = [] }: Product): string | undefined =>
  firstText(...images.map(({ src }) => src), image?.src);

/** Drafts, private and trashed products cannot be bought at all. */
const stockOf = (given: Product): object => {
  const hidden = given.status !== undefined && given.status !== 'publish';
  if (hidden || given.purchasable === false || given.stock_status === 'outofstock') return { stock: 0 };
  const counted = given.manage_stock === true || given.manage_stock === 'parent';
  const isCounted = counted && (given.backorders === undefined || given.backorders === 'no');
  return isCounted && typeof given.stock_quantity === 'number'
    ? { stock: given.stock_quantity }
    : { uncounted: true };
};

/** A product may come back out of the trash, so it is sold out and not gone for good. */
export const deletedProduct = (payload: unknown, { now }: Context): Reading => {
  const read = z.object({ id }).safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const data = { product_id: read.data.id, variants: [{ variant_id: read.data.id, stock: 0 }] };
  return { words: [{ name: 'product.updated', at: now, key: `product:${read.data.id}:deleted`, data }] };
};
