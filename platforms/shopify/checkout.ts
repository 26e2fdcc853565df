/**
 * Translates checkouts/create and checkouts/update: a customer is at the checkout. Shopify has no topic for
 * leaving it.
 */
import * as z from 'zod';
import { id } from '../../core/events/event-fields.ts';
import { present } from '../../core/present.ts';
import { anything, firstText, problemOf, timeOf } from '../reading.ts';
import { buyerOf, discountCodes, person, type Topic } from './topic.ts';

const line = z.object({
  product_id: anything,
  variant_id: anything,
  title: anything,
  presentment_title: anything,
  variant_title: anything,
  presentment_variant_title: anything,
  sku: anything,
  quantity: anything,
  price: anything,
  line_price: anything,
});

const payloadSchema = z.object({
  ...person,
  token: id,
  cart_token: anything,
  currency: anything,
  presentment_currency: anything,
  total_price: anything,
  abandoned_checkout_url: anything,
  completed_at: anything,
  created_at: anything,
  updated_at: anything,
  discount_codes: discountCodes,
  line_items: z.array(line),
});

export const checkout: Topic = (payload) => {
  const read = payloadSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const given = read.data;
  const buyer = buyerOf(given);
  return {
    name: 'checkout.updated',
    ...present({ evidence: buyer.evidence }),
    at: timeOf(given.updated_at, given.created_at),
    resource: given.token,
    version: firstText(given.updated_at, given.created_at) ?? '',
    data: {
      checkout_id: given.token,
      cart_id: given.cart_token,
      ...buyer.data,
      // Amounts of a checkout are in the buyer's currency, unlike those of an order.
      currency: firstText(given.presentment_currency, given.currency),
      total: given.total_price,
      url: given.abandoned_checkout_url,
      discount_codes: given.discount_codes,
      ...present({ completed: firstText(given.completed_at) === undefined ? undefined : true }),
      items: given.line_items.map(itemOf),
    },
  };
};

const itemOf = (item: z.infer<typeof line>): Record<string, unknown> => ({
  product_id: item.product_id,
  variant_id: item.variant_id,
  title: firstText(item.presentment_title, item.title),
  variant_title: firstText(item.presentment_variant_title, item.variant_title),
  sku: item.sku,
  quantity: item.quantity,
  unit_price: item.price,
  line_price: item.line_price,
});
