/**
 * Translates refunds/create, and the refunds that an order lists: each counts once, by its own id. What was
 * given back is the sum of the successful transactions; the lines only say what for.
 */
import * as z from 'zod';
import { id, optional } from '../../core/events/event-fields.ts';
import { type Money, parseMoney, toDecimal } from '../../core/money.ts';
import { anything, firstText, problemOf, timeOf } from '../reading.ts';
import type { Topic, TopicEvent, TopicReading } from './topic.ts';

const stated = optional(z.object({ amount: anything, currency_code: anything }));
/** One amount in the shop's currency and in the buyer's. */
const both = optional(z.object({ shop_money: stated, presentment_money: stated }));
export const bothAmounts = both;

const line = z.object({
  quantity: anything,
  subtotal_set: both,
  total_tax_set: both,
  line_item: optional(
    z.object({
      product_id: anything,
      variant_id: anything,
      title: anything,
      variant_title: anything,
      sku: anything,
    }),
  ),
});

const transaction = z.object({
  amount: anything,
  currency: anything,
  kind: anything,
  status: anything,
  test: anything,
});

const payloadSchema = z.object({
  id,
  order_id: optional(id),
  note: anything,
  created_at: anything,
  processed_at: anything,
  transactions: z.array(transaction),
  refund_line_items: optional(z.array(line)),
  refund_shipping_lines: optional(z.array(z.object({ subtotal_amount_set: both }))),
  order_adjustments: optional(z.array(z.object({ amount_set: both, tax_amount_set: both }))),
  total_duties_set: both,
});

type Refund = z.infer<typeof payloadSchema>;
type Both = z.infer<typeof both>;

/** The order that lists a refund, which then need not name it itself. */
export type OfOrder = Readonly<{ id: string; currency?: unknown; total?: Both }>;

export const refund: Topic = (payload) => refundOf(payload);

export const refundOf = (payload: unknown, order?: OfOrder): Exclude<TopicReading, { events: unknown }> => {
  const read = payloadSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const given = read.data;
  const orderId = given.order_id ?? order?.id;
  if (orderId === undefined) return { problem: 'order_id is missing' };
  const done = given.transactions.filter(isGivenBack);
  if (done.length === 0) return { ignored: 'a refund that has given nothing back' };
  const amount = amountOf(done, given, order);
  if (amount === undefined) return { problem: 'the amount of a refund cannot be read' };
  return toEvent(given, orderId, amount);
};

/** Failed and waiting transactions gave nothing back, and neither did those of test orders. */
const isGivenBack = ({ kind, status, test }: z.infer<typeof transaction>): boolean =>
  firstText(kind)?.toLowerCase() === 'refund' &&
  firstText(status)?.toLowerCase() === 'success' &&
  test !== true;

const toEvent = (given: Refund, orderId: string, amount: Amount): TopicEvent => ({
  name: 'order.refunded',
  key: `refunds/create:${given.id}`,
  at: timeOf(given.processed_at, given.created_at),
  resource: given.id,
  version: '',
  data: {
    order_id: orderId,
    refund_id: given.id,
    ...amount,
    reason: given.note,
    // Without prices: a sum of lines is not what was given back.
    items: given.refund_line_items?.map(({ quantity, line_item: item }) => ({ ...item, quantity })),
  },
});

type Amount = Readonly<{ amount: string; currency?: string }>;

/**
 * What was given back, in the shop's currency, so that it can be held against the order's total. A transaction
 * in the buyer's currency is converted at the rate that the lines of this refund, or the order, were sold at.
 * Without any currency the order's counts.
 */
const amountOf = (
  done: readonly z.infer<typeof transaction>[],
  given: Refund,
  order: OfOrder | undefined,
): Amount | undefined => {
  const sets = [...setsOf(given), order?.total];
  const shop = codeOf(sets.map((one) => one?.shop_money?.currency_code)) ?? codeOf([order?.currency]);
  const seen = done.map(({ amount, currency }) => ({
    decimal: typeof amount === 'number' ? String(amount) : (firstText(amount) ?? ''),
    currency: codeOf([currency]) ?? shop,
  }));
  if (seen.some(({ currency }) => currency === undefined)) return plainSum(seen);
  const moneys = seen.map(({ decimal, currency = '' }) => parseMoney(decimal, currency));
  const inShop = moneys.map((one) => one && (shop === undefined ? one : converted(one, shop, sets)));
  return sumOf(inShop) ?? sumOf(moneys);
};

/** All sets of amounts that say at which rate the order was sold. */
const setsOf = (given: Refund): readonly Both[] => [
  ...(given.refund_line_items ?? []).flatMap((one) => [one.subtotal_set, one.total_tax_set]),
  ...(given.refund_shipping_lines ?? []).map((one) => one.subtotal_amount_set),
  ...(given.order_adjustments ?? []).flatMap((one) => [one.amount_set, one.tax_amount_set]),
  given.total_duties_set,
];

const converted = (one: Money, shop: string, sets: readonly Both[]): Money | undefined => {
  if (one.currency === shop) return one;
  let [sold, seen] = [0, 0];
  for (const set of sets) {
    const [here, there] = [moneyOf(set?.shop_money), moneyOf(set?.presentment_money)];
    if (here?.currency !== shop || there?.currency !== one.currency) continue;
    sold += Math.abs(here.amount);
    seen += Math.abs(there.amount);
  }
  return seen === 0 ? undefined : { amount: Math.round((one.amount * sold) / seen), currency: shop };
};

const moneyOf = (given: z.infer<typeof stated>): Money | undefined => {
  const currency = codeOf([given?.currency_code]);
  const amount = typeof given?.amount === 'number' ? String(given.amount) : firstText(given?.amount);
  return currency === undefined || amount === undefined ? undefined : parseMoney(amount, currency);
};

/** Undefined where one of them is unknown, or where they are in several currencies. */
const sumOf = (moneys: readonly (Money | undefined)[]): Amount | undefined => {
  const [first] = moneys;
  if (!first || moneys.some((one) => one?.currency !== first.currency)) return undefined;
  const amount = moneys.reduce((sum, one) => sum + (one?.amount ?? 0), 0);
  return { amount: toDecimal({ ...first, amount }), currency: first.currency };
};

/** A sum of which nobody says the currency; the smallest unit of any currency is a thousandth. */
const plainSum = (seen: readonly Readonly<{ decimal: string }>[]): Amount | undefined => {
  const sum = sumOf(seen.map(({ decimal }) => parseMoney(decimal, FINEST)));
  return sum && { amount: sum.amount };
};

const FINEST = 'KWD';

const codeOf = (candidates: readonly unknown[]): string | undefined => {
  const code = firstText(...candidates)
    ?.trim()
    .toUpperCase();
  return code !== undefined && /^[A-Z]{3}$/.test(code) ? code : undefined;
};
