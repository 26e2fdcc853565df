/**
 * What the `data` of each event may hold, in the outside names (snake_case, money as decimal text beside its
 * currency).
 */
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import * as z from 'zod';
import { LIMITS } from '../limits.ts';
import { parseMoney, toDecimal } from '../money.ts';
import { CHANNELS, PURPOSES } from '../reason.ts';
import * as field from './event-fields.ts';

/** Where a phone number without a country code is taken to be from. */
const DEFAULT_COUNTRY = 'DE';

const { optional } = field;

/** Whom an event is about, in every event alike. */
export const customerSchema = z
  .object({
    email: optional(field.email),
    phone: optional(field.text),
    first_name: optional(field.text),
    last_name: optional(field.text),
    locale: optional(field.locale),
    country: optional(field.country),
    time_zone: optional(field.text),
    customer_id: optional(field.id),
    whatsapp_id: optional(field.whatsappId),
    birthday: optional(field.birthday),
  })
  .transform((person) => ({ ...person, phone: e164(person.phone, person.country) }));

const item = z.object({
  product_id: optional(field.id),
  variant_id: optional(field.id),
  title: optional(field.text),
  variant_title: optional(field.text),
  sku: optional(field.text),
  quantity: field.count.catch(1),
  unit_price: optional(field.money),
  line_price: optional(field.money),
  image_url: optional(field.url),
  url: optional(field.url),
  categories: optional(field.words),
});

/** A line of no pieces lies in no cart. */
const items = field.listOf(item).transform((list) => list.filter((line) => line.quantity > 0));
/** An absent list says nothing about the cart, but null is how some senders write an empty one. */
const cartItems = z.preprocess((value) => (value === null ? [] : value), items);

const who = { customer: optional(customerSchema), client_id: optional(field.id) };
const amounts = { currency: optional(field.currency), total: optional(field.money) };
const presentment = {
  presentment_currency: optional(field.currency),
  presentment_total: optional(field.money),
};
const codes = { discount_codes: optional(field.words) };

const order = {
  ...who,
  ...amounts,
  ...presentment,
  ...codes,
  order_id: field.id,
  order_number: optional(field.text),
  checkout_id: optional(field.id),
  cart_id: optional(field.id),
  url: optional(field.url),
  reason: optional(field.text),
  items: optional(items),
};

const shipment = {
  ...who,
  order_id: optional(field.id),
  shipment_id: optional(field.id),
  tracking_number: optional(field.text),
  tracking_url: optional(field.url),
  carrier: optional(field.text),
  expected_at: optional(field.text),
};

const product = {
  product_id: field.id,
  title: optional(field.text),
  url: optional(field.url),
  image_url: optional(field.url),
  price: optional(field.money),
  currency: optional(field.currency),
  categories: optional(field.words),
};

const consent = {
  ...who,
  channel: z.enum(CHANNELS),
  purpose: z.enum(PURPOSES).default('marketing').catch('marketing'),
  basis: optional(z.enum(['double-opt-in', 'single-opt-in', 'existing-customer', 'contract'])),
  evidence: optional(field.evidence),
};

const review = {
  ...who,
  product_id: field.id,
  review_id: optional(field.id),
  rating: optional(z.coerce.number().min(0).max(5)),
  title: optional(field.text),
  text: optional(field.text),
  author: optional(field.text),
};

const family = (names: readonly string[], schema: z.ZodType): Record<string, z.ZodType> =>
  Object.fromEntries(names.map((name) => [name, schema]));

/**
 * By event name. Engine-made names are missing on purpose: nobody outside may claim that a message bounced.
 */
export const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  ...family(['consent.requested', 'consent.given', 'consent.withdrawn'], z.object(consent)),
  ...family(['customer.created', 'customer.updated', 'customer.erased'], z.object(who)),
  'customer.data_requested': z.object({ ...who, request_id: optional(field.id) }),
  'product.viewed': z.object({ ...who, product: z.object(product) }),
  'cart.updated': z
    .object({ ...who, ...amounts, ...codes, cart_id: field.id, url: optional(field.url), items: cartItems })
    .transform(withTotals),
  'checkout.updated': z
    .object({
      ...who,
      ...amounts,
      ...codes,
      checkout_id: field.id,
      cart_id: optional(field.id),
      url: optional(field.url),
      completed: optional(z.literal(true)),
      items: cartItems,
    })
    .transform(withTotals),
  ...family(
    ['order.placed', 'order.paid', 'order.updated', 'order.cancelled'],
    z.object(order).transform(withTotals),
  ),
  'order.refunded': z.object({ ...order, amount: optional(field.money) }).transform(withTotals),
  ...family(
    ['shipment.sent', 'shipment.delayed', 'shipment.delivered', 'shipment.returned'],
    z.object(shipment),
  ),
  'review.submitted': z.object(review),
  'product.updated': z.object({
    ...product,
    variants: optional(
      field.variants(
        z.object({
          variant_id: field.id,
          title: optional(field.text),
          price: optional(field.money),
          stock: optional(field.stock),
        }),
      ),
    ),
  }),
  'stock.changed': z.object({ product_id: field.id, variant_id: optional(field.id), stock: field.stock }),
};

/** The national notation of the customer's country, or of Germany where we were not told, becomes E.164. */
function e164(phone: string | undefined, country: string | undefined): string | undefined {
  if (phone === undefined) return undefined;
  const number = parsePhoneNumberFromString(
    phone,
    country !== undefined && isSupportedCountry(country) ? country : DEFAULT_COUNTRY,
  );
  return number?.isPossible() ? number.number : undefined;
}

type Cart = {
  items?: readonly { quantity: number; unit_price?: string | undefined }[] | undefined;
  total?: string | undefined;
  currency?: string | undefined;
};

/** Bounds the list but says how long it was, and adds up a total that was left out. */
function withTotals<T extends Cart>(cart: T): T & { item_count?: number } {
  const lines = cart.items ?? [];
  const total = cart.total ?? sumOf(cart);
  return {
    ...cart,
    ...(total !== undefined && { total }),
    ...(lines.length > LIMITS.itemsPerEvent && {
      items: lines.slice(0, LIMITS.itemsPerEvent),
      item_count: lines.length,
    }),
  };
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
