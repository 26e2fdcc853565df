/** Translates carts: a checkout once somebody has said who they are, and an anonymous cart until then. */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { anything, firstText, problemOf } from '../reading.ts';
import { idOrNone, momentOf } from './reading.ts';
import type { Details, Reading } from './topic.ts';

const line = z.object({
  product_id: idOrNone,
  variant_id: idOrNone,
  parent_id: anything,
  name: anything,
  sku: anything,
  quantity: anything,
  sale_price: anything,
  list_price: anything,
  extended_sale_price: anything,
  extended_list_price: anything,
  image_url: anything,
  url: anything,
  options: optional(z.array(z.object({ value: anything }))),
});

const lines = optional(z.array(line));

const detailsSchema = z.object({
  cart: z.object({
    id,
    customer_id: idOrNone,
    email: anything,
    currency: optional(z.object({ code: anything })),
    cart_amount: anything,
    coupons: optional(z.array(z.object({ code: anything }))),
    // Without its lines a cart would seem to be emptied.
    line_items: z.object({ physical_items: lines, digital_items: lines, custom_items: lines }),
    created_time: anything,
    updated_time: anything,
    locale: anything,
  }),
});

type Line = z.infer<typeof line>;

export const cart = (details: Details): Reading => {
  const read = detailsSchema.safeParse(details);
  if (!read.success) return problemOf(read.error);
  const { cart: given } = read.data;
  const { physical_items = [], digital_items = [], custom_items = [] } = given.line_items;
  const all = [...physical_items, ...digital_items, ...custom_items].filter(isBought);
  const email = firstText(given.email);
  const isKnown = email !== undefined || given.customer_id !== undefined;
  const at = momentOf(given.updated_time, given.created_time);
  return {
    words: [
      {
        name: isKnown ? 'checkout.updated' : 'cart.updated',
        at,
        key: `cart:${given.id}:${at ?? ''}`,
        data: {
          ...(isKnown ? { checkout_id: given.id } : undefined),
          cart_id: given.id,
          customer: isKnown
            ? { email, customer_id: given.customer_id, locale: firstText(given.locale) }
            : undefined,
          currency: given.currency?.code,
          total: given.cart_amount,
          discount_codes: (given.coupons ?? []).map(({ code }) => code),
          url: pageOf(all),
          items: all.map(itemOf),
        },
      },
    ],
  };
};

/** What a promotion or a bundle adds hangs on another line. */
const isBought = ({ parent_id }: Line): boolean => firstText(parent_id) === undefined;

const itemOf = (item: Line): Readonly<Record<string, unknown>> => ({
  product_id: item.product_id,
  variant_id: item.variant_id,
  title: item.name,
  variant_title: optionsOf(item),
  sku: item.sku,
  quantity: item.quantity,
  unit_price: item.sale_price ?? item.list_price,
  line_price: item.extended_sale_price ?? item.extended_list_price,
  image_url: item.image_url,
  url: item.url,
});

/** More options than a variant is chosen by. */
const OPTIONS = 10;

const optionsOf = ({ options = [] }: Line): string | undefined =>
  firstText(
    options
      .slice(0, OPTIONS)
      .map(({ value }) => firstText(value))
      .filter((value) => value !== undefined)
      .join(', '),
  );

/**
 * The page of the cart in the shop that sells its products. A link that brings the cart back in another
 * browser works once, so the first look of a mail program would use it up.
 */
const pageOf = (all: readonly Line[]): string | undefined => {
  const origin = all
    .map(({ url }) => /^https?:\/\/[^/\s?#]{1,253}/i.exec(firstText(url)?.slice(0, URL_CHARS) ?? '')?.[0])
    .find((found) => found !== undefined);
  return origin === undefined ? undefined : `${origin}/cart.php`;
};

/** More characters than a host and its scheme have. */
const URL_CHARS = 300;
