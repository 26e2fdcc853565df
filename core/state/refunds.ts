/** Adds up what was given back of one order, so that several refunds together are seen to be all of it. */
import type { DomainEvent } from '../events/event.ts';
import { moneyAt } from '../events/read-data.ts';
import { LIMITS } from '../limits.ts';
import type { Money } from '../money.ts';
import type { Heard, Refunds } from './about.ts';

const REFUNDED = 'order.refunded';

const MARK_CHARS = 12;

/**
 * What one refund gave back, by its mark, so that it counts once however often it is told; null where it
 * states no amount and means the order as a whole.
 */
export const refundsIn = ({ id, name, data }: DomainEvent): Refunds | undefined => {
  if (name !== REFUNDED) return undefined;
  const amount = moneyAt(data, 'amount') ?? { amount: 0, currency: '' };
  return { [id.slice(0, MARK_CHARS)]: data.amount === undefined ? null : amount };
};

export const joinRefunds = (a: Refunds | undefined, b: Refunds | undefined): Refunds | undefined =>
  a && b ? Object.fromEntries(Object.entries({ ...a, ...b }).slice(-LIMITS.refundsHeardPerOrder)) : (a ?? b);

/** True where all that was paid for the order was given back. */
export const isGivenBack = (total: Money | undefined, words: readonly Heard[]): boolean => {
  const all = words.reduce<Refunds | undefined>((known, word) => joinRefunds(known, word.refunds), undefined);
  const refunds = Object.values(all ?? {});
  if (refunds.includes(null)) return true;
  const sum = refunds.reduce(
    (known, one) => known + (one?.currency === total?.currency ? (one?.amount ?? 0) : 0),
    0,
  );
  return total !== undefined && sum > 0 && sum >= total.amount;
};
