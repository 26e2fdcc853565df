/**
 * Translates orders. The shop is asked what an order is by now, so everything that it says is told each time;
 * what is known already counts once by its business key.
 */
import * as z from 'zod';
import { optional } from '../../core/events/event-fields.ts';
import { parseMoney } from '../../core/money.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import { anything, firstText, problemOf } from '../reading.ts';
import { dataOf, isNobodys, isTest, orderSchema } from './order-body.ts';
import { momentOf } from './reading.ts';
import { amountOf, type Refund, refundSchema } from './refund.ts';
import type { Context, Details, Reading, Word } from './topic.ts';

const detailsSchema = z.object({
  order: orderSchema,
  products: optional(z.array(z.unknown())),
  coupons: optional(z.array(z.object({ code: anything }).catch({ code: undefined }))),
  refunds: optional(z.array(refundSchema)),
});

/** Its numbers are the shop's own; a shop may give each of them another name. */
const STATUS = {
  incomplete: 0,
  shipped: 2,
  partiallyShipped: 3,
  refunded: 4,
  cancelled: 5,
  declined: 6,
  awaitingPickup: 8,
  awaitingShipment: 9,
  completed: 10,
  verification: 12,
  disputed: 13,
  partiallyRefunded: 14,
} as const;

const CANCELLED: readonly number[] = [STATUS.cancelled, STATUS.declined];
/** An order that has come so far is told as changed, beside having been placed. */
const LATER: readonly number[] = [
  STATUS.shipped,
  STATUS.partiallyShipped,
  STATUS.awaitingPickup,
  STATUS.awaitingShipment,
  STATUS.completed,
  STATUS.verification,
  STATUS.disputed,
  STATUS.partiallyRefunded,
];
const PAID: readonly string[] = ['captured', 'paid', 'partially refunded', 'refunded'];
/** An order that was changed long after it was made was edited. */
const NEW_FOR_MS = 60 * 60_000;

export const order = (details: Details, { noticeId, scope }: Context): Reading => {
  const read = detailsSchema.safeParse(details);
  if (!read.success) return problemOf(read.error);
  const given: Given = {
    ...read.data,
    cartId: read.data.order.cart_id ?? (scope === 'cart/converted' ? noticeId : undefined),
  };
  if (given.order.status_id === STATUS.incomplete)
    return { ignored: 'an incomplete order is a checkout that nobody has finished' };
  if (isNobodys(given.order)) return { ignored: 'an order of nobody known' };
  return { words: wordsOf(given), ...present({ leftOver: unreadRefund(given) }) };
};

type Given = z.infer<typeof detailsSchema> & Readonly<{ cartId: string | undefined }>;

const wordsOf = (given: Given): readonly Word[] => {
  const status = given.order.status_id;
  if (CANCELLED.includes(status)) return [cancelled(given), ...refundsOf(given)];
  // The change states what the order was worth, should nobody have told of it before.
  if (status === STATUS.refunded) return [changed(given), ...refundsOf(given), ...restOf(given)];
  return [
    placed(given),
    ...(PAID.includes(paymentOf(given)) ? [paid(given)] : []),
    ...(LATER.includes(status) || wasEdited(given) ? [changed(given)] : []),
    ...refundsOf(given),
  ];
};

const paymentOf = ({ order: { payment_status } }: Given): string =>
  (firstText(payment_status) ?? '').trim().toLowerCase();

const madeAt = ({ order: { date_created } }: Given): Instant | undefined => momentOf(date_created);
const changedAt = ({ order: { date_modified, date_created } }: Given): Instant | undefined =>
  momentOf(date_modified, date_created);

const wasEdited = (given: Given): boolean => (changedAt(given) ?? 0) - (madeAt(given) ?? 0) > NEW_FOR_MS;

const dataIn = ({ order: stated, products = [], coupons = [], cartId }: Given): Word['data'] =>
  dataOf(stated, { products, codes: coupons.map(({ code }) => code), cartId });

const word = (given: Given, name: string, what: string, at: Instant | undefined): Word => ({
  name,
  at,
  key: `${what}:${given.order.id}`,
  data: dataIn(given),
});

const placed = (given: Given): Word => word(given, 'order.placed', 'placed', madeAt(given));

/** No date says when it was paid: the change that first shows it counts. */
const paid = (given: Given): Word => ({ ...word(given, 'order.paid', 'paid', changedAt(given)), once: true });

const changed = (given: Given): Word =>
  word(given, 'order.updated', `updated:${changedAt(given) ?? ''}`, changedAt(given));

const cancelled = (given: Given): Word => {
  const told = word(given, 'order.cancelled', 'cancelled', changedAt(given));
  return { ...told, data: { ...told.data, reason: firstText(given.order.status) } };
};

/** Each counts once, however many tellings list it. */
const refundsOf = (given: Given): readonly Word[] =>
  isTest(given.order)
    ? []
    : (given.refunds ?? []).flatMap((refund) => {
        const amount = amountOf(refund);
        return amount === undefined || refund.id === undefined || !/[1-9]/.test(amount)
          ? []
          : [refunded(given, { amount, refund_id: refund.id, reason: firstText(refund.reason) }, refund)];
      });

const refunded = (
  given: Given,
  more: Readonly<{ refund_id?: string; [key: string]: unknown }>,
  refund?: Refund,
): Word => ({
  name: 'order.refunded',
  at: momentOf(refund?.created) ?? changedAt(given),
  key: `refund:${given.order.id}:${more.refund_id ?? 'all'}`,
  once: true,
  data: { ...dataIn(given), ...more },
});

/** A refund without an amount would count as all of the order, so one that cannot be read is not told. */
const unreadRefund = ({ refunds = [] }: Given): string | undefined =>
  refunds.some((refund) => amountOf(refund) === undefined || refund.id === undefined)
    ? 'refunds: an id or a total could not be read'
    : undefined;

/** The order was given back as a whole, although its refunds do not add up to it. */
const restOf = (given: Given): readonly Word[] => {
  const { currency, total } = dataIn(given);
  const minor = (text: unknown): number =>
    parseMoney(String(text), String(currency).trim().toUpperCase())?.amount ?? 0;
  const back = (given.refunds ?? []).reduce((sum, refund) => sum + minor(amountOf(refund) ?? ''), 0);
  return back > 0 && back >= minor(total) ? [] : [refunded(given, {})];
};
