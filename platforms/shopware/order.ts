/** Translates the events of orders, payments and deliveries; the order itself is in each of them. */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { anything, firstText, problemOf, timeOf } from '../reading.ts';
import type { Context, Topic, Word } from './topic.ts';

const state = optional(z.object({ technicalName: optional(z.string()) }));

const line = z.object({
  productId: optional(id),
  type: anything,
  label: anything,
  quantity: anything,
  unitPrice: anything,
  totalPrice: anything,
  cover: optional(z.object({ url: anything })),
  payload: optional(
    z.object({
      productNumber: anything,
      parentId: optional(id),
      code: anything,
      options: optional(z.array(z.object({ group: anything, option: anything }))),
    }),
  ),
});

const delivery = z.object({
  id: optional(id),
  trackingCodes: optional(z.array(z.unknown())),
  stateMachineState: state,
});

const orderSchema = z.object({
  id,
  versionId: anything,
  orderNumber: anything,
  orderDateTime: anything,
  createdAt: anything,
  updatedAt: anything,
  amountTotal: anything,
  currency: optional(z.object({ isoCode: anything })),
  orderCustomer: optional(
    z.object({ email: anything, firstName: anything, lastName: anything, customerId: optional(id) }),
  ),
  language: optional(z.object({ locale: optional(z.object({ code: anything })) })),
  lineItems: optional(z.array(line)),
  deliveries: optional(z.array(delivery)),
});

type Order = z.infer<typeof orderSchema>;

/** The version of what counts; every other one is a draft that somebody edits in the administration. */
const LIVE_VERSION = '0fa91ce3e96a4bc2be4bd9ce752c3425';

const reading =
  (then: (order: Order, context: Context) => readonly Word[]): Topic =>
  (payload, context) => {
    const read = z.object({ order: orderSchema }).safeParse(payload);
    if (!read.success) return problemOf(read.error);
    const { order } = read.data;
    if (typeof order.versionId === 'string' && order.versionId !== LIVE_VERSION)
      return { ignored: 'a draft of an order that somebody edits' };
    const words = then(order, context);
    return words.length > 0 ? { words } : { ignored: 'no delivery of this order has this state' };
  };

export const placedOrder = reading((order, { sentAt }) => [
  { name: 'order.placed', at: timeOf(order.orderDateTime, order.createdAt) ?? sentAt, data: dataOf(order) },
]);

/** Something has happened to an order: the shop's own date counts, and the sending where it has none. */
export const moved = (name: string, shopStatus?: string): Topic =>
  reading((order, context) => [
    { name, at: changedAt(order, context), data: { ...dataOf(order), shop_status: shopStatus } },
  ]);

/** All was given back. Of a part no body says how much, so it is a change and no sum. */
export const refunded = moved('order.refunded');

/** One event for each parcel that the shop knows by a number. */
export const parcels = (name: string, states: readonly string[]): Topic =>
  reading((order, context) =>
    (order.deliveries ?? [])
      .filter(({ stateMachineState }) => states.includes(stateMachineState?.technicalName ?? ''))
      .flatMap((one) => parcelsIn(one, name, order, context)),
  );

const parcelsIn = (
  { id: deliveryId, trackingCodes = [] }: z.infer<typeof delivery>,
  name: string,
  order: Order,
  context: Context,
): readonly Word[] => {
  const codes = trackingCodes.filter((code) => firstText(code) !== undefined).slice(0, PARCELS);
  return (codes.length > 0 ? codes : [undefined]).map((code, index) => ({
    name,
    at: changedAt(order, context),
    part: `${deliveryId}:${index}`,
    data: {
      order_id: order.id,
      customer: buyerOf(order),
      shipment_id: index === 0 ? deliveryId : `${deliveryId}:${index}`,
      tracking_number: code,
    },
  }));
};

/** More parcels than one delivery has. */
const PARCELS = 20;

const changedAt = ({ updatedAt }: Order, { sentAt }: Context): number => timeOf(updatedAt) ?? sentAt;

/**
 * Whoever bought. Guests have a customer's number too, and the address was typed with the order, so it proves
 * nothing about an account.
 */
const buyerOf = ({ orderCustomer: buyer, language }: Order): Readonly<Record<string, unknown>> => ({
  email: firstText(buyer?.email),
  first_name: firstText(buyer?.firstName),
  last_name: firstText(buyer?.lastName),
  customer_id: buyer?.customerId,
  locale: firstText(language?.locale?.code),
});

const dataOf = (order: Order): Readonly<Record<string, unknown>> => {
  const lines = order.lineItems ?? [];
  return {
    order_id: order.id,
    order_number: order.orderNumber,
    customer: buyerOf(order),
    currency: order.currency?.isoCode,
    total: order.amountTotal,
    discount_codes: lines
      .filter(({ type }) => type === 'promotion')
      .map(({ payload }) => firstText(payload?.code)),
    items: lines.filter(({ type }) => type === undefined || type === 'product').map(itemOf),
  };
};

/** A variant is a product of its own in Shopware, below the one that pages and reviews are about. */
const itemOf = ({
  productId,
  payload,
  ...item
}: z.infer<typeof line>): Readonly<Record<string, unknown>> => ({
  product_id: payload?.parentId ?? productId,
  variant_id: payload?.parentId === undefined ? undefined : productId,
  title: item.label,
  variant_title: optionsOf(payload?.options),
  options: payload?.options?.slice(0, OPTIONS).map(({ group, option }) => ({ name: group, value: option })),
  sku: payload?.productNumber,
  quantity: item.quantity,
  unit_price: item.unitPrice,
  line_price: item.totalPrice,
  image_url: item.cover?.url,
});

const optionsOf = (options: readonly Readonly<{ option?: unknown }>[] = []): string | undefined =>
  firstText(
    options
      .slice(0, OPTIONS)
      .map(({ option }) => firstText(option))
      .filter((option) => option !== undefined)
      .join(', '),
  );

/** More properties than a variant is chosen by. */
const OPTIONS = 10;
