/**
 * Translates products/create, products/update and products/delete: pictures, links and stock for messages.
 */
import * as z from 'zod';
import { boundedText } from '../../core/bounded.ts';
import { id, optional, readTime, text } from '../../core/events/event-fields.ts';
import { anything, firstText, problemOf, timeOf } from '../reading.ts';
import type { Topic } from './topic.ts';

const image = optional(z.object({ src: anything }));

const variant = z.object({
  id,
  title: anything,
  price: anything,
  inventory_policy: anything,
  inventory_management: anything,
  inventory_quantity: anything,
});

const HANDLE_CHARS = 255;
/** Shopify takes 250 tags; these characters hold more words than we keep. */
const TAGS_CHARS = 20_000;

const payloadSchema = z.object({
  id,
  title: anything,
  handle: optional(boundedText(HANDLE_CHARS).regex(/^[^\s/?#<>"'`\\]+$/)),
  product_type: optional(text),
  tags: optional(z.string().transform((tags) => tags.slice(0, TAGS_CHARS))),
  status: anything,
  published_at: anything,
  created_at: anything,
  updated_at: anything,
  image,
  images: optional(z.array(image)),
  variants: z.array(variant),
});

type Product = z.infer<typeof payloadSchema>;

export const product: Topic = (payload, { shop }) => {
  const read = payloadSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const given = read.data;
  return {
    name: 'product.updated',
    at: timeOf(given.updated_at, given.created_at),
    resource: given.id,
    version: firstText(given.updated_at, given.created_at) ?? '',
    data: {
      product_id: given.id,
      title: given.title,
      // The shop's own domain redirects to the one that customers know.
      url: given.handle !== undefined && shop !== '' ? `https://${shop}/products/${given.handle}` : undefined,
      image_url: firstText(given.image?.src, ...(given.images ?? []).map((one) => one?.src)),
      // Prices have no currency here, and a price without a currency is useless.
      categories: [given.product_type, ...(given.tags ?? '').split(',')],
      complete: given.variants.length > 0 && given.variants.length < VARIANTS_TOLD,
      variants: given.variants.map((one) => ({
        variant_id: one.id,
        title: one.title,
        ...stockOf(given, one),
      })),
    },
  };
};

/** Shopify may list only a part of more variants than this. */
const VARIANTS_TOLD = 100;

/** A deleted product never comes back, because Shopify uses no id twice. */
export const deletedProduct: Topic = (payload, { now }) => {
  const read = deletedSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const { id: resource } = read.data;
  return {
    name: 'product.updated',
    at: now,
    resource,
    version: '',
    data: { product_id: resource, deleted: true },
  };
};

const deletedSchema = z.object({ id });

/** The stock of a variant. Drafts, archived and unpublished products cannot be bought at all. */
const stockOf = (given: Product, one: z.infer<typeof variant>): object => {
  const hidden =
    given.published_at === null ||
    (typeof given.published_at === 'string' && readTime(given.published_at) === undefined);
  if (hidden || given.status === 'draft' || given.status === 'archived') return { stock: 0 };
  return one.inventory_policy === 'continue' || one.inventory_management === null
    ? { uncounted: true }
    : { stock: one.inventory_quantity };
};
