/** Translates the topics of orders, and the refunds that an order lists: moments of one order. */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { type Money, parseMoney, toDecimal } from '../../core/money.ts';
import { present } from '../../core/present.ts';
import { anything, firstText, problemOf, timeOf } from '../reading.ts';
import { bothAmounts, refundOf } from './refund.ts';
import { buyerOf, discountCodes, person, type Topic, type TopicEvent, type TopicReading } from './topic.ts';

const line = z.object({
  product_id: anything,
  variant_id: anything,
  title: anything,
  variant_title: anything,
  sku: anything,
  quantity: anything,
  price: anything,
});

const payloadSchema = z.object({
  ...person,
  id,
  name: anything,
  currency: anything,
  total_price: anything,
  // Amounts in the shop's currency can be added up over orders; the buyer's amount is kept too where its
  // currency differs.
  total_price_set: bothAmounts,
  // What the order is worth after edits, returns and refunds.
  current_total_price: anything,
  checkout_token: anything,
  cart_token: anything,
  source_name: anything,
  financial_status: anything,
  cancel_reason: anything,
  order_status_url: anything,
  created_at: anything,
  updated_at: anything,
  processed_at: anything,
  cancelled_at: anything,
  discount_codes: discountCodes,
  test: anything,
  refunds: optional(z.array(z.unknown())),
  line_items: z.array(line),
});

type Order = z.infer<typeof payloadSchema>;

/** The events that a body's own words become, or why it becomes none. */
type OwnEvents = readonly [TopicEvent, ...TopicEvent[]] | Readonly<{ problem: string }>;

/**
 * The signature does not cover the topic, so the body decides: a cancelled order says so under each of the
 * topics, and is the same event under each.
 */
export const placedOrder: Topic = (payload) =>
  readOrder(
    payload,
    (order) =>
      cancellationOf(order) ?? [toEvent(order, 'order.placed', timeOf(order.created_at, order.processed_at))],
  );

export const paidOrder: Topic = (payload) =>
  readOrder(payload, (order) => {
    const cancelled = cancellationOf(order);
    if (cancelled) return cancelled;
    return isPaid(order)
      ? [toEvent(order, 'order.paid', changedAt(order))]
      : { problem: 'financial_status does not say that the order is paid' };
  });

export const cancelledOrder: Topic = (payload) =>
  readOrder(payload, (order) => cancellationOf(order) ?? { problem: 'cancelled_at is missing' });

/**
 * orders/updated, orders/fulfilled and orders/partially_fulfilled: one and the same event under each. An order
 * that is paid says so in every later body, and is paid once.
 */
export const updatedOrder: Topic = (payload) =>
  readOrder(payload, (order) => {
    const cancelled = cancellationOf(order);
    if (cancelled) return cancelled;
    const changed: TopicEvent = {
      ...toEvent(order, 'order.updated', changedAt(order)),
      topic: 'orders/updated',
    };
    if (!isPaid(order)) return [changed];
    return [changed, { ...changed, name: 'order.paid', key: `orders/paid:${order.id}` }];
  });

const changedAt = (order: Order): number | undefined =>
  timeOf(order.updated_at, order.processed_at, order.created_at);

const isPaid = (order: Order): boolean =>
  PAID.includes(firstText(order.financial_status)?.toLowerCase() ?? '');

/** An order that was refunded in part or in whole was paid before. */
const PAID = ['paid', 'partially_refunded', 'refunded'];

const cancellationOf = (order: Order): readonly [TopicEvent] | undefined =>
  firstText(order.cancelled_at) === undefined
    ? undefined
    : [{ ...toEvent(order, 'order.cancelled', timeOf(order.cancelled_at)), topic: 'orders/cancelled' }];

const readOrder = (payload: unknown, then: (order: Order) => OwnEvents): TopicReading => {
  const read = payloadSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  if (isCounterSale(read.data)) return { ignored: 'a sale at the counter to nobody known' };
  const own = then(read.data);
  return 'problem' in own ? own : withRefunds(own, read.data);
};

/** Each refund that the order lists is the one that refunds/create tells of. */
const withRefunds = (own: readonly [TopicEvent, ...TopicEvent[]], order: Order): TopicReading => {
  const read = refundsIn(order);
  const { evidence, data } = buyerOf(order);
  const refunds = read.flatMap((one) =>
    'name' in one
      ? [{ ...one, ...present({ evidence }), data: { ...one.data, ...tokensOf(order), ...data } }]
      : [],
  );
  const problems = read.flatMap((one) => ('problem' in one ? [`refunds: ${one.problem}`] : []));
  return present({
    events: [...own, ...refunds] as const,
    leftOver: problems.length > 0 ? [...new Set(problems)].join('; ') : undefined,
  });
};

const refundsIn = ({ id: orderId, currency, total_price_set: total, refunds, test }: Order) =>
  (test === true ? [] : (refunds ?? [])).map((one) => refundOf(one, { id: orderId, currency, total }));

/** Orders at the point of sale often name no customer; they are about nobody, which is no fault to report. */
const isCounterSale = (order: Order): boolean =>
  order.source_name === 'pos' &&
  firstText(
    order.email,
    order.contact_email,
    order.phone,
    order.customer?.id,
    order.checkout_token,
    order.cart_token,
  ) === undefined;

const toEvent = (order: Order, name: string, at: number | undefined): TopicEvent => {
  const buyer = buyerOf(order);
  return {
    name,
    ...present({ evidence: buyer.evidence }),
    at,
    resource: order.id,
    version: firstText(order.updated_at, order.created_at) ?? '',
    data: {
      ...tokensOf(order),
      ...buyer.data,
      ...amountsOf(order, name === 'order.updated'),
      url: order.order_status_url,
      discount_codes: order.discount_codes,
      reason: order.cancel_reason,
      ...present({ test: order.test === true ? true : undefined }),
      items: order.line_items.map((item) => ({
        product_id: item.product_id,
        variant_id: item.variant_id,
        title: item.title,
        variant_title: item.variant_title,
        sku: item.sku,
        quantity: item.quantity,
        unit_price: order.test === true ? undefined : item.price,
      })),
    },
  };
};

const tokensOf = (order: Order): Readonly<Record<string, unknown>> => ({
  order_id: order.id,
  order_number: order.name,
  checkout_id: order.checkout_token,
  cart_id: order.cart_token,
});

/**
 * The amounts of an order. A test order stops its cart like any other, but nobody paid, so it counts in no
 * sum.
 */
const amountsOf = (order: Order, isChanged: boolean): Record<string, unknown> => {
  if (order.test === true) return {};
  const edited = isChanged ? editedTotal(order) : undefined;
  return edited === undefined
    ? { currency: order.currency, total: order.total_price, ...amountsInBuyersCurrency(order) }
    : { currency: order.currency, total: edited };
};

/**
 * What an edited order is worth before refunds; undefined where it was not edited, or where nobody can tell.
 * `total_price` stays what was ordered first. `current_total_price` is less what was given back, which the
 * refunds tell and are subtracted by, so it is added again: otherwise it would be subtracted twice.
 */
const editedTotal = (order: Order): string | undefined => {
  const currency = firstText(order.currency)?.trim().toUpperCase() ?? '';
  const money = (stated: unknown): Money | undefined => {
    const text = typeof stated === 'number' ? String(stated) : firstText(stated);
    return text === undefined ? undefined : parseMoney(text, currency);
  };
  let worth = money(order.current_total_price);
  for (const refund of refundsIn(order)) {
    if ('ignored' in refund) continue;
    const given = 'name' in refund && hasCurrency(refund, currency) ? money(refund.data.amount) : undefined;
    worth = worth && given && { ...worth, amount: worth.amount + given.amount };
  }
  return worth && worth.amount !== money(order.total_price)?.amount ? toDecimal(worth) : undefined;
};

const hasCurrency = ({ data }: TopicEvent, currency: string): boolean =>
  data.currency === undefined || data.currency === currency;

const amountsInBuyersCurrency = ({
  currency: shopCurrency,
  total_price_set: set,
}: Order): Record<string, unknown> => {
  const seen = set?.presentment_money;
  return seen && seen.currency_code !== shopCurrency
    ? { presentment_currency: seen.currency_code, presentment_total: seen.amount }
    : {};
};
