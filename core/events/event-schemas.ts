/**
 * The schemas of each event's `data`, in the outside names (snake_case, money as decimal text beside its
 * currency).
 */

import * as z from 'zod';
import { phoneNumber } from '../identity/phone-number.ts';
import { LIMITS } from '../limits.ts';
import { parseMoney, toDecimal } from '../money.ts';
import { present } from '../present.ts';
import { CHANNELS, PURPOSES } from '../reason.ts';
import { zoneNamed } from '../time/zone-names.ts';
import * as field from './event-fields.ts';

const { said } = field;

const person = {
  email: said(field.email),
  phone: said(field.text),
  first_name: said(field.text),
  last_name: said(field.text),
  locale: said(field.locale),
  country: said(field.country),
  time_zone: said(field.text),
  customer_id: said(field.id),
  whatsapp_id: said(field.whatsappId),
  birthday: said(field.birthday),
};

/** The customer that an event is about; the same in every event. */
export const customerSchema = z.object(person).transform(inOneForm).meta({ id: 'customer' });

/** The shop's record of a customer: it also brings the shop's own facts and tags. */
const recordSchema = z
  .object({ ...person, attributes: said(field.attributes), tags: said(field.words) })
  .transform(inOneForm)
  .meta({ id: 'account' });

const item = z
  .object({
    product_id: said(field.id),
    variant_id: said(field.id),
    title: said(field.text),
    variant_title: said(field.text),
    /** What the variant was chosen by, such as its size. */
    options: said(field.options),
    sku: said(field.text),
    /** A product in a cart is there at least once. */
    quantity: said(field.count).transform((quantity) => quantity ?? 1),
    unit_price: said(field.money),
    line_price: said(field.money),
    image_url: said(field.url),
    url: said(field.url),
    categories: said(field.words),
  })
  .meta({ id: 'item' });

/** A line with a quantity of 0 is not in the cart. */
const items = z.array(item).transform((list) => list.filter((line) => line.quantity > 0));
/** An absent list says nothing about the cart; null is how some senders write an empty cart. */
const cartItems = z.preprocess((value) => (value === null ? [] : value), items);

const who = {
  customer: said(customerSchema),
  /** The address that was typed beside an account: a contact of that order, not an identity (rule 10). */
  contact: said(customerSchema),
  client_id: said(field.id),
};
const amounts = { currency: said(field.currency), total: said(field.money) };
const presentment = {
  presentment_currency: said(field.currency),
  presentment_total: said(field.money),
};
const codes = { discount_codes: said(field.words) };

const order = {
  ...who,
  ...amounts,
  ...presentment,
  ...codes,
  order_id: field.id,
  order_number: said(field.text),
  checkout_id: said(field.id),
  cart_id: said(field.id),
  url: said(field.url),
  reason: said(field.text),
  /** The shop's own word for its state. */
  shop_status: said(field.text),
  /** Takes back an order that is known, and makes none that is not: nobody had placed it. */
  unplaced: said(z.boolean()),
  /** Nobody pays for a test order. */
  test: said(z.boolean()),
  items: said(items),
};

const shipment = {
  ...who,
  order_id: said(field.id),
  order_number: said(field.text),
  shipment_id: said(field.id),
  tracking_number: said(field.text),
  tracking_url: said(field.url),
  carrier: said(field.text),
  expected_at: said(field.text),
};

const product = {
  product_id: field.id,
  title: said(field.text),
  url: said(field.url),
  image_url: said(field.url),
  price: said(field.money),
  currency: said(field.currency),
  categories: said(field.words),
};

/** A product as a customer met it; without a variant it is any of them. */
const met = { ...product, variant_id: said(field.id), variant_title: said(field.text) };

const consent = {
  ...who,
  /** The shop's own number of a newsletter subscription; a withdrawal may name nothing else. */
  subscription_id: said(field.id),
  channel: z.enum(CHANNELS),
  purpose: said(z.enum(PURPOSES)).transform((purpose) => purpose ?? 'marketing'),
  basis: said(z.enum(['double-opt-in', 'single-opt-in', 'existing-customer', 'contract'])),
  evidence: said(field.evidence),
};

const review = {
  ...who,
  product_id: field.id,
  review_id: said(field.id),
  rating: said(z.coerce.number().min(0).max(5)),
  title: said(field.text),
  text: said(field.text),
  author: said(field.text),
  // Whether visitors of the shop see it; absent where the sender has no such step.
  published: said(z.boolean()),
  helpful: said(field.count),
};

const family = (names: readonly string[], schema: z.ZodType): Record<string, z.ZodType> =>
  Object.fromEntries(names.map((name) => [name, schema]));

/**
 * Schemas by event name. Names that only the engine makes are missing on purpose: nobody outside may claim
 * that a message bounced.
 */
export const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  ...family(['consent.requested', 'consent.given', 'consent.withdrawn'], z.object(consent)),
  ...family(['customer.created', 'customer.updated'], z.object({ ...who, customer: said(recordSchema) })),
  'customer.erased': z.object(who),
  'customer.merged': z.object({ ...who, merged: z.object({ customer_id: field.id }) }),
  'customer.data_requested': z.object({ ...who, request_id: said(field.id) }),
  ...family(['product.viewed', 'product.wanted'], z.object({ ...who, product: z.object(met) })),
  'cart.updated': z
    .object({ ...who, ...amounts, ...codes, cart_id: field.id, url: said(field.url), items: cartItems })
    .transform(withTotals),
  'checkout.updated': z
    .object({
      ...who,
      ...amounts,
      ...codes,
      checkout_id: field.id,
      cart_id: said(field.id),
      url: said(field.url),
      completed: said(z.boolean()).transform((completed) => completed || undefined),
      items: cartItems,
    })
    .transform(withTotals),
  ...family(
    ['order.placed', 'order.paid', 'order.updated', 'order.cancelled'],
    z.object(order).transform(withTotals),
  ),
  'order.refunded': z
    .object({ ...order, amount: said(field.money), refund_id: said(field.id) })
    .transform(withTotals),
  ...family(
    ['shipment.sent', 'shipment.delayed', 'shipment.delivered', 'shipment.returned'],
    z.object(shipment),
  ),
  'review.submitted': z.object(review),
  'product.updated': z.object({
    ...product,
    variants: said(
      field.variants(
        z.object({
          variant_id: field.id,
          title: said(field.text),
          price: said(field.money),
          stock: said(field.stock),
          // The variant can be bought without being counted, whatever its stock was before.
          uncounted: said(z.boolean()),
        }),
      ),
    ),
    // The list holds all variants that exist.
    complete: said(z.boolean()),
    deleted: said(z.boolean()),
  }),
  'stock.changed': z.object({ product_id: field.id, variant_id: said(field.id), stock: field.stock }),
};

type Person = { phone?: string | undefined; country?: string | undefined; time_zone?: string | undefined };

function inOneForm<T extends Person>(stated: T, context: z.core.$RefinementCtx<T>) {
  const phone = stated.phone === undefined ? undefined : phoneNumber(stated.phone, stated.country);
  if (stated.phone !== undefined && phone === undefined)
    context.addIssue({ code: 'custom', path: ['phone'], message: 'must be a phone number' });
  return { ...stated, phone, time_zone: zoneForm(stated.time_zone, stated.country) };
}

/** An unknown zone stays as the sender wrote it, so that the timeline can say which zone is used instead. */
function zoneForm(stated: string | undefined, country: string | undefined): string | undefined {
  return stated === undefined ? undefined : (zoneNamed(stated, country) ?? stated);
}

type Cart = {
  items?: readonly { quantity: number; unit_price?: string | undefined }[] | undefined;
  total?: string | undefined;
  currency?: string | undefined;
};

/**
 * Shortens a long list of items but keeps its length in `item_count`, and adds up a total that was left out.
 */
function withTotals<T extends Cart>(cart: T): T & { item_count?: number } {
  const lines = cart.items ?? [];
  const total = cart.total ?? sumOf(cart);
  const whole = { ...cart, ...present({ total }) };
  if (lines.length <= LIMITS.itemsPerEvent) return whole;
  return { ...whole, items: lines.slice(0, LIMITS.itemsPerEvent), item_count: lines.length };
}

const sumOf = ({ items: lines, currency }: Cart): string | undefined => {
  if (lines === undefined || lines.length === 0 || currency === undefined) return undefined;
  const prices = lines.map((line) => parseMoney(line.unit_price ?? '', currency)?.amount);
  if (prices.includes(undefined)) return undefined;
  return toDecimal({
    amount: Math.round(lines.reduce((sum, line, index) => sum + line.quantity * (prices[index] ?? 0), 0)),
    currency,
  });
};
