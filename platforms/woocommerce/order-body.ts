/** The fields of an order in WooCommerce's REST API (versions 1 to 3), and what they say about its buyer. */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { LIMITS } from '../../core/limits.ts';
import { present } from '../../core/present.ts';
import { anything, firstText } from '../reading.ts';
import { firstPlain, idOrNone, plainText, withTax } from './reading.ts';

const address = optional(
  z.object({
    first_name: anything,
    last_name: anything,
    country: anything,
    email: anything,
    phone: anything,
  }),
);

const entries = optional(z.array(z.object({ key: anything, value: anything }).catch({})));

const line = z.object({
  product_id: idOrNone,
  variation_id: idOrNone,
  name: anything,
  parent_name: anything,
  quantity: anything,
  total: anything,
  total_tax: anything,
  sku: anything,
  image: optional(z.object({ src: anything })),
  /** What the variation was chosen by. */
  meta_data: optional(z.array(z.object({ display_key: anything, display_value: anything }).catch({}))),
});

const refund = z.object({ id: idOrNone, reason: anything, total: anything });

export const orderSchema = z.object({
  id,
  number: anything,
  status: z.string(),
  currency: anything,
  total: anything,
  created_via: anything,
  customer_id: idOrNone,
  billing: address,
  shipping: address,
  payment_method: anything,
  payment_url: anything,
  date_created: anything,
  date_created_gmt: anything,
  date_modified: anything,
  date_modified_gmt: anything,
  date_paid: anything,
  date_paid_gmt: anything,
  coupon_lines: optional(z.array(z.object({ code: anything }))),
  line_items: z.array(line),
  refunds: optional(z.array(refund)),
  meta_data: entries,
  shipments: optional(z.array(z.unknown())),
});

export type Order = z.infer<typeof orderSchema>;
export type Refund = z.infer<typeof refund>;

/** The value of a field that a plug-in has added. */
export const metaOf = ({ meta_data = [] }: Order, key: string): unknown =>
  meta_data.find((entry) => entry.key === key)?.value;

/**
 * Whoever bought: all in the addresses was typed at the checkout. `customer_id` is the account that was
 * signed in; an order does not state that account's own address.
 */
const buyerOf = ({ billing, shipping, customer_id }: Order): Readonly<Record<string, unknown>> => ({
  email: firstText(billing?.email),
  phone: firstText(billing?.phone, shipping?.phone),
  first_name: firstPlain(billing?.first_name, shipping?.first_name),
  last_name: firstPlain(billing?.last_name, shipping?.last_name),
  country: firstText(billing?.country, shipping?.country),
  customer_id,
});

/** True where neither an address nor an account nor a number says whose the order is. */
export const isNobodys = (order: Order): boolean => {
  const { email, phone, customer_id } = buyerOf(order);
  return email === undefined && phone === undefined && customer_id === undefined;
};

/** What remains of an order when the shop has erased its buyer; every such order has the same address. */
export const isAnonymised = (order: Order): boolean =>
  firstText(order.billing?.email)?.trim().toLowerCase().endsWith('@site.invalid') === true ||
  metaOf(order, '_anonymized') === 'yes';

/** Payments in the test mode of WooPayments and of PayPal Payments: nobody pays. */
export const isTest = (order: Order): boolean =>
  metaOf(order, '_wcpay_mode') === 'test' || metaOf(order, '_ppcp_paypal_payment_mode') === 'sandbox';

/**
 * What an order and the checkout before it have in common. The number of the order stands for the checkout,
 * because WooCommerce makes the order when somebody begins to pay.
 */
export const cartOf = (order: Order): Readonly<Record<string, unknown>> => ({
  checkout_id: order.id,
  customer: buyerOf(order),
  currency: isTest(order) ? undefined : order.currency,
  total: isTest(order) ? undefined : order.total,
  discount_codes: (order.coupon_lines ?? []).map(({ code }) => code),
  items: order.line_items.map((item) => itemOf(item, order)),
});

const itemOf = (item: z.infer<typeof line>, order: Order): Readonly<Record<string, unknown>> => {
  const { name, parent_name: parent, quantity } = item;
  return {
    product_id: item.product_id,
    variant_id: item.variation_id,
    title: firstPlain(parent, name),
    variant_title: variantIn(name, parent),
    options: item.meta_data?.flatMap(optionOf).slice(0, LIMITS.optionsPerItem),
    sku: item.sku,
    quantity,
    ...pricesOf(item, order),
    image_url: item.image?.src,
  };
};

type Entry = NonNullable<z.infer<typeof line>['meta_data']>[number];

/** Entries of plugins, which may be anything and whose keys begin with an underscore, are no options. */
const optionOf = ({ display_key: key, display_value: value }: Entry) => {
  const [name, chosen] = [firstPlain(key), firstPlain(value)];
  return typeof name !== 'string' || name.startsWith('_') || chosen === undefined
    ? []
    : [{ name, value: chosen }];
};

/** For one piece, and for the line. */
const pricesOf = (
  { quantity, total: net, total_tax: tax }: z.infer<typeof line>,
  order: Order,
): Readonly<{ unit_price?: unknown; line_price?: unknown }> => {
  const pieces = Number(quantity);
  if (isTest(order) || !(pieces > 0)) return {};
  const currency = String(firstText(order.currency)?.trim().toUpperCase());
  return { unit_price: withTax({ net, tax, pieces }, currency), line_price: withTax({ net, tax }, currency) };
};

/** `Heidehonig - 500 g` of `Heidehonig` is `500 g`. */
const variantIn = (name: unknown, parent: unknown): unknown => {
  const [whole, product] = [firstText(name), firstText(parent)];
  const prefix = `${product} - `;
  return whole !== undefined && product !== undefined && whole.startsWith(prefix)
    ? plainText(whole.slice(prefix.length))
    : undefined;
};

/** An order with its own ids. */
export const dataOf = (order: Order): Readonly<Record<string, unknown>> => ({
  order_id: order.id,
  order_number: order.number,
  shop_status: order.status,
  ...cartOf(order),
  ...present({ test: isTest(order) ? true : undefined }),
});
