/**
 * Counts an order for the customer's figures, and takes back what was cancelled or refunded, in any order of
 * events and however often they are told.
 */
import type { DomainEvent } from '../../events/event.ts';
import { moneyAt, textAt } from '../../events/read-data.ts';
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import { olderPurchases } from '../../state/older-purchases.ts';
import type { Purchase } from '../../state/purchase.ts';
import { counts, orderMark, purchasesOf, rowOf, weighed, withRow } from '../../state/purchases.ts';
import { type Draft, patch } from '../draft.ts';
import { takeBackMoment } from './counting.ts';

type Order = Readonly<{ id: string; at: number }>;

/** The order's row, and whether the event told anything new of it. */
export type Purchased = Readonly<{ row: Purchase; told: boolean }>;

export const applyPurchase = (draft: Draft, event: DomainEvent, { id, at }: Order): Purchased => {
  const mark = orderMark(id);
  const before = rowOf(purchasesOf(draft.profile), mark);
  const row = changed({ ...(before && withTotalDated(before, at)), id: mark, at }, event);
  patch(draft, withRow(draft.profile, { before, after: row }));
  if (!counts(row)) takeBackMoment(draft, mark);
  return { row, told: isTold(before, row) };
};

/**
 * Takes back an order that counts and has left the rows. Where its worth is not known any more, the event
 * itself has to say it.
 */
export const applyToOlderOrder = (draft: Draft, event: DomainEvent, id: string): boolean => {
  if (event.name !== 'order.cancelled' && event.name !== 'order.refunded') return false;
  const mark = orderMark(id);
  const older = olderPurchases(purchasesOf(draft.profile).left?.older).find((one) => one.mark === mark);
  const known = older?.total ?? totalIn(event);
  const total = known ?? moneyAt(event.data, 'amount');
  const before: Purchase = present({
    id: mark,
    at: event.at,
    total,
    undated: true as const,
    placedAt: older?.at,
  });
  const after = changed(before, event, known !== undefined);
  patch(draft, withRow(draft.profile, { before, after }));
  return true;
};

const isTold = (before: Purchase | undefined, { off, refunds }: Purchase): boolean =>
  before?.off !== off ||
  sizeOf(before?.refunds) !== sizeOf(refunds) ||
  before?.refunds?.[''] !== refunds?.[''];

const sizeOf = (refunds: Purchase['refunds'] = {}): number => Object.keys(refunds).length;

/** The row with what the event says. `whole` is false where a refund cannot be held against the total. */
const changed = (row: Purchase, event: DomainEvent, whole = true): Purchase => {
  const told: Purchase = present({ ...row, ...totalAfter(row, event), off: row.off ?? offBy(event) });
  const refunded = event.name === 'order.refunded' ? withRefund(told, event) : told;
  return whole ? weighed(refunded) : refunded;
};

/**
 * The total that holds: the first that is told, and from then on that of the latest change by its sender's own
 * time, because a shop may edit an order. An order's total is what it is worth before refunds.
 */
const totalAfter = (row: Purchase, event: DomainEvent): Pick<Purchase, 'total' | 'totalAt'> => {
  const stated = event.name === 'order.refunded' ? undefined : totalIn(event);
  const isFirst = row.total === undefined;
  const isLater = event.name === 'order.updated' && event.at > (row.totalAt ?? row.at);
  if (!stated || !(isFirst || (isLater && row.total.currency === stated.currency))) return {};
  return present({ total: stated, totalAt: event.at > row.at ? event.at : undefined });
};

/** A total stays as old as it is where the order turns out to be older. */
const withTotalDated = (row: Purchase, at: number): Purchase =>
  row.total && row.totalAt === undefined && row.at > at ? { ...row, totalAt: row.at } : row;

const offBy = ({ name, data }: DomainEvent): Purchase['off'] => {
  if (name === 'order.cancelled') return 'cancelled';
  return data['test'] === true ? 'test' : undefined;
};

/**
 * A refund without an amount gives back the whole order; one in another currency is not counted. Where nobody
 * says the currency, it is the order's.
 */
const withRefund = (row: Purchase, event: DomainEvent): Purchase => {
  if (event.data['amount'] === undefined) return { ...row, off: row.off ?? 'refunded' };
  const amount = givenBack(row, event);
  if (!amount || (row.total && row.total.currency !== amount.currency)) return row;
  const mark = orderMark(textAt(event.data, 'refund_id') ?? event.id);
  const known = row.refunds ?? {};
  if (Object.hasOwn(known, mark)) return row;
  const key = sizeOf(known) < LIMITS.refundsPerOrder ? mark : '';
  return { ...row, refunds: { ...known, [key]: (known[key] ?? 0) + amount.amount } };
};

const givenBack = ({ total }: Purchase, { data }: DomainEvent) =>
  moneyAt(data.currency === undefined && total ? { ...data, currency: total.currency } : data, 'amount');

/** An amount under the code for no currency is not known. */
const totalIn = ({ data }: DomainEvent) => {
  const total = moneyAt(data, 'total');
  return total?.currency === NO_CURRENCY ? undefined : total;
};

const NO_CURRENCY = 'XXX';
