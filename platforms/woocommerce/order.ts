/**
 * Translates orders. A body states all that an order is by now, and WooCommerce sends none a second time, so
 * everything that it says is told each time; what is known already counts once by its business key.
 */
import { parseMoney } from '../../core/money.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import { firstText, problemOf } from '../reading.ts';
import {
  cartOf,
  dataOf,
  isAnonymised,
  isNobodys,
  isTest,
  metaOf,
  type Order,
  orderSchema,
  type Refund,
} from './order-body.ts';
import { firstPlain, momentOf, plainText } from './reading.ts';
import { shipmentsOf } from './shipments.ts';
import type { Reading, Word } from './topic.ts';

export const order = (payload: unknown): Reading => {
  const read = orderSchema.safeParse(payload);
  if (!read.success) return problemOf(read.error);
  const given = { ...read.data, status: read.data.status.trim().toLowerCase().replace(/^wc-/, '') };
  const reason = uselessBy(given);
  if (reason !== undefined) return { ignored: reason };
  return {
    words: [...(WORDS[stageOf(given)]?.(given) ?? []), ...shipmentsOf(given, changedAt(given))],
    ...present({ leftOver: unreadRefund(given) }),
    warnings: RECOVERY_MAIL.some((key) => metaOf(given, key) !== undefined) ? [SECOND_SENDER] : [],
  };
};

/** WooCommerce's own mail about carts marks its orders: when it will be sent, and when it was. */
const RECOVERY_MAIL = ['_abandoned_cart_recovery_scheduled_at', '_abandoned_cart_recovery_email_sent_at'];
const SECOND_SENDER =
  "WooCommerce's own abandoned cart recovery is switched on, so people get two reminders of one cart";

/** The block checkout keeps a draft from the first look at it, without anybody having typed anything. */
const DRAFTS: readonly string[] = ['checkout-draft', 'auto-draft', 'draft', 'new'];

const uselessBy = (given: Order): string | undefined => {
  if (DRAFTS.includes(given.status)) return 'a draft that nobody has submitted';
  if (isAnonymised(given)) return 'the buyer of this order was erased';
  if (isNobodys(given)) return 'an order of nobody known';
  if (stageOf(given) === 'open' && MADE_BY_SHOP.test(firstText(given.created_via) ?? ''))
    return 'a bill that the shop itself has made is no cart';
  return undefined;
};

const MADE_BY_SHOP = /^(admin|subscription)/;

type Stage = 'open' | 'failed' | 'placed' | 'done' | 'closed' | 'cancelled' | 'refunded';

const stageOf = (given: Order): Stage => {
  const sold = paidAt(given) !== undefined;
  switch (given.status) {
    case 'pending':
      return sold ? 'placed' : 'open';
    case 'failed':
      return sold ? 'cancelled' : 'failed';
    case 'cancelled':
    case 'trash':
      return sold || isPaidLater(given) ? 'cancelled' : 'closed';
    case 'refunded':
      return 'refunded';
    case 'processing':
    case 'on-hold':
      return 'placed';
    default:
      return 'done';
  }
};

const paidAt = (given: Order): Instant | undefined => momentOf(given.date_paid_gmt, given.date_paid);

/** So an order is placed before anything is paid: bank transfer, cheque, cash on delivery, bill. */
const isPaidLater = ({ payment_method }: Order): boolean =>
  /^(bacs|cheque|cod)$|invoice|rechnung|vorkasse|prepay|on_account/i.test(
    (firstText(payment_method) ?? '').slice(0, METHOD_CHARS),
  );

const METHOD_CHARS = 100;

const WORDS: Readonly<Record<Stage, (given: Order) => readonly Word[]>> = {
  open: (given) => [checkoutOf(given)],
  /** The payment link still works, so the cart is open; an order that waited for it is none any more. */
  failed: (given) => [takenBack(given), checkoutOf(given)],
  placed: (given) => [...boughtOf(given), ...editOf(given), ...refundsOf(given)],
  done: (given) => [...boughtOf(given), changed(given), ...refundsOf(given)],
  /** Nobody paid and nobody can any more: a checkout timed out, or an order waited in vain. */
  closed: (given) => [takenBack(given), { ...checkoutOf(given, { completed: true }) }],
  cancelled: (given) => [cancelled(given)],
  /** The change states what the order was worth, should nobody have told of it before. */
  refunded: (given) => [changed(given), ...refundsOf(given), ...restOf(given)],
};

const changedAt = (given: Order): Instant | undefined =>
  momentOf(given.date_modified_gmt, given.date_modified, given.date_created_gmt, given.date_created);

const versionOf = (given: Order): string =>
  firstText(given.date_modified_gmt, given.date_modified, given.date_created_gmt) ?? '';

const checkoutOf = (given: Order, more: object = {}): Word => ({
  name: 'checkout.updated',
  at: changedAt(given),
  key: `checkout:${given.id}:${versionOf(given)}`,
  data: { ...cartOf(given), url: plainText(given.payment_url), ...more },
});

const boughtOf = (given: Order): readonly Word[] => {
  const paid = paidAt(given);
  const data = dataOf(given);
  const placed: Word = {
    name: 'order.placed',
    at: momentOf(given.date_created_gmt, given.date_created) ?? changedAt(given),
    key: `placed:${given.id}`,
    data,
  };
  return paid === undefined
    ? [placed]
    : [placed, { name: 'order.paid', at: paid, key: `paid:${given.id}`, data }];
};

const changed = (given: Order): Word => ({
  name: 'order.updated',
  at: changedAt(given),
  key: `updated:${given.id}:${versionOf(given)}`,
  data: dataOf(given),
});

/**
 * An order that waits for its parcel may still be edited. The word that it was placed counts once, so what
 * it has become is told beside it, by the time of the change. WooCommerce's total is before refunds.
 */
const editOf = (given: Order): readonly Word[] => {
  const at = momentOf(given.date_modified_gmt, given.date_modified);
  const known = Math.max(momentOf(given.date_created_gmt, given.date_created) ?? 0, paidAt(given) ?? 0);
  return at !== undefined && at > known ? [changed(given)] : [];
};

const cancelled = (given: Order, more: object = {}): Word => ({
  name: 'order.cancelled',
  at: changedAt(given),
  key: `cancelled:${given.id}`,
  data: { ...dataOf(given), reason: given.status, ...more },
});

/** Counts where the order is known; otherwise nobody had placed it. */
const takenBack = (given: Order): Word => cancelled(given, { unplaced: true });

/** Refunds are negative amounts; each counts once, however many bodies list it. */
const refundsOf = (given: Order): readonly Word[] =>
  isTest(given)
    ? []
    : (given.refunds ?? []).flatMap((refund) => {
        const amount = amountOf(refund);
        return amount === undefined || refund.id === undefined || !/[1-9]/.test(amount)
          ? []
          : [refundedBy(given, { amount, refund_id: refund.id, reason: firstPlain(refund.reason) })];
      });

const refundedBy = (given: Order, more: Readonly<{ refund_id?: string; [key: string]: unknown }>): Word => ({
  name: 'order.refunded',
  at: changedAt(given),
  key: `refund:${given.id}:${more.refund_id ?? 'all'}`,
  once: true,
  data: { ...dataOf(given), ...more },
});

const amountOf = ({ total }: Refund): string | undefined => {
  const text = typeof total === 'number' ? String(total) : firstText(total)?.trim();
  return text !== undefined && text.length < AMOUNT_CHARS && /^-?\d+(\.\d+)?$/.test(text)
    ? text.replace('-', '')
    : undefined;
};

const AMOUNT_CHARS = 30;

/** A refund without an amount would count as all of the order, so one that cannot be read is not told. */
const unreadRefund = ({ refunds = [] }: Order): string | undefined =>
  refunds.some((refund) => amountOf(refund) === undefined || refund.id === undefined)
    ? 'refunds: an id or a total could not be read'
    : undefined;

/** The order was given back as a whole, although its refunds do not add up to it. */
const restOf = (given: Order): readonly Word[] => {
  const currency = (firstText(given.currency) ?? '').trim().toUpperCase();
  const minor = (text: string): number => parseMoney(text, currency)?.amount ?? 0;
  const back = (given.refunds ?? []).reduce((sum, refund) => sum + minor(amountOf(refund) ?? ''), 0);
  return back > 0 && back >= minor(String(given.total)) ? [] : [refundedBy(given, {})];
};
