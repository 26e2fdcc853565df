/** The fields of an order in BigCommerce's API (version 2), and what they say about its buyer and its lines. */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { present } from '../../core/present.ts';
import { anything, firstText } from '../reading.ts';
import { address, idOrNone, personIn } from './reading.ts';

export const orderSchema = z.object({
  id,
  status_id: z.int(),
  status: anything,
  date_created: anything,
  date_modified: anything,
  customer_id: idOrNone,
  billing_address: address,
  cart_id: idOrNone,
  total_inc_tax: anything,
  default_currency_code: anything,
  currency_code: anything,
  payment_status: anything,
  payment_method: anything,
  customer_locale: anything,
});

export type Order = z.infer<typeof orderSchema>;

const lineSchema = z.object({
  product_id: idOrNone,
  variant_id: idOrNone,
  parent_order_product_id: idOrNone,
  name: anything,
  name_customer: anything,
  sku: anything,
  quantity: anything,
  price_inc_tax: anything,
  total_inc_tax: anything,
  product_options: optional(z.array(z.object({ display_value: anything, display_value_customer: anything }))),
});

/**
 * Whoever bought: all in the address was typed at the checkout. `customer_id` is the account that was signed
 * in, and 0 for guests; an order does not state that account's own address.
 */
const buyerOf = ({
  billing_address,
  customer_id,
  customer_locale,
}: Order): Readonly<Record<string, unknown>> => ({
  email: firstText(billing_address?.email),
  ...personIn(billing_address),
  customer_id,
  locale: firstText(customer_locale),
});

/** True where neither an address nor an account nor a number says whose the order is. */
export const isNobodys = (order: Order): boolean => {
  const { email, phone, customer_id } = buyerOf(order);
  return email === undefined && phone === undefined && customer_id === undefined;
};

/** Paid with the shop's test gateway: nobody pays. */
export const isTest = ({ payment_method }: Order): boolean =>
  /^test payment/i.test((firstText(payment_method) ?? '').trim());

type Beside = Readonly<{
  /** The lines as the API lists them. */
  products: readonly unknown[];
  codes: readonly unknown[];
  cartId: string | undefined;
}>;

/**
 * An order with its own ids, in the currency that was paid in. The cart's id stands for the checkout too:
 * they have one id in this shop.
 */
export const dataOf = (
  order: Order,
  { products, codes, cartId }: Beside,
): Readonly<Record<string, unknown>> => {
  const test = isTest(order);
  return {
    order_id: order.id,
    order_number: order.id,
    checkout_id: cartId,
    cart_id: cartId,
    shop_status: firstText(order.status),
    customer: buyerOf(order),
    currency: test ? undefined : firstText(order.default_currency_code, order.currency_code),
    total: test ? undefined : order.total_inc_tax,
    discount_codes: codes,
    items: products.flatMap((stated) => itemsOf(stated, test)),
    ...present({ test: test ? true : undefined }),
  };
};

/** Parts of a bundle are lines of their own, below the line that was bought. */
const itemsOf = (stated: unknown, test: boolean): readonly Readonly<Record<string, unknown>>[] => {
  const { data: line } = lineSchema.safeParse(stated);
  if (!line || line.parent_order_product_id !== undefined) return [];
  return [
    {
      product_id: line.product_id,
      variant_id: line.variant_id,
      title: firstText(line.name_customer, line.name),
      variant_title: optionsOf(line.product_options),
      sku: line.sku,
      quantity: line.quantity,
      ...(test ? undefined : { unit_price: line.price_inc_tax, line_price: line.total_inc_tax }),
    },
  ];
};

/** More options than a variant is chosen by. */
const OPTIONS = 10;

const optionsOf = (options: z.infer<typeof lineSchema>['product_options'] = []): string | undefined =>
  firstText(
    options
      .slice(0, OPTIONS)
      .map(({ display_value, display_value_customer }) => firstText(display_value_customer, display_value))
      .filter((option) => option !== undefined)
      .join(', '),
  );
