/** Applies the events of an order to a profile, in any order and any number of times. */

import type { DomainEvent } from '../../events/event.ts';
import { moneyAt, objectAt, productsOf, textAt } from '../../events/read-data.ts';
import { LIMITS } from '../../limits.ts';
import type { Money } from '../../money.ts';
import { present } from '../../present.ts';
import type { OrderFacts, Profile } from '../../state/profile.ts';
import { type Draft, patch } from '../draft.ts';
import { applyHistory, keepNewest } from './history.ts';

const STATUS: Readonly<Record<string, OrderFacts['status'] | undefined>> = {
  'order.placed': 'placed',
  'order.paid': 'paid',
  'order.updated': 'placed',
  'order.cancelled': 'cancelled',
  'order.refunded': 'refunded',
};

/** A status never goes back: a late "placed" does not undo "cancelled". */
const RANK: Readonly<Record<OrderFacts['status'], number>> = {
  placed: 0,
  paid: 1,
  refunded: 2,
  cancelled: 3,
};

/** Returns false for a repeat: the profile already knows that this order was placed (paid, cancelled ...). */
export const applyOrder = (draft: Draft, event: DomainEvent): boolean => {
  const status = STATUS[event.name];
  const id = textAt(event.data, 'order_id');
  if (!status || id === undefined) return true;
  const known = draft.profile.orders.find((order) => order.id === id);
  return known ? renewOrder(draft, event, known, status) : addOrder(draft, event, { id, status });
};

const renewOrder = (
  draft: Draft,
  event: DomainEvent,
  known: OrderFacts,
  status: OrderFacts['status'],
): boolean => {
  const placed = event.name === 'order.placed';
  const repeated = placed
    ? known.implied !== true
    : event.name !== 'order.updated' && RANK[known.status] >= RANK[status];
  const { implied: _implied, ...told } = known;
  const next: OrderFacts = {
    ...(placed ? told : known),
    ...tokensOf(event),
    ...totalOnce(draft, known, event),
    at: placed ? Math.min(known.at, event.at) : known.at,
    status: RANK[status] > RANK[known.status] ? status : known.status,
  };
  patch(draft, { orders: draft.profile.orders.map((order) => (order.id === known.id ? next : order)) });
  if (!repeated && isCancelled(status)) takeBack(draft, next);
  // The history already counted this order when another event implied it, so the late `order.placed` must not
  // count again.
  if (placed && known.implied) uncount(draft, event.name);
  return !repeated;
};

/**
 * Adds the order's total once: an order without a readable amount takes the first amount that can be read.
 */
const totalOnce = (draft: Draft, known: OrderFacts, event: DomainEvent): Pick<OrderFacts, 'total'> => {
  if (known.total && known.total.currency !== NO_CURRENCY) return { total: known.total };
  const total = moneyAt(event.data, 'total');
  if (total === undefined) return {};
  if (!isCancelled(known.status)) count(draft, total);
  return { total };
};

/** The ISO 4217 code for no currency; older states hold it where no amount was known. */
const NO_CURRENCY = 'XXX';

const count = (draft: Draft, { currency, amount }: Money): void => {
  const { spent } = draft.profile;
  patch(draft, { spent: { ...spent, [currency]: (spent[currency] ?? 0) + amount } });
};

const isCancelled = (status: OrderFacts['status']): boolean => status === 'cancelled';

/**
 * Adds an order. Where a payment or cancellation is the first event, the order counts as placed, so that
 * exits do not wait for `order.placed`.
 */
const addOrder = (
  draft: Draft,
  event: DomainEvent,
  { id, status }: Pick<OrderFacts, 'id' | 'status'>,
): true => {
  const implied = event.name !== 'order.placed';
  const total = moneyAt(event.data, 'total');
  const order: OrderFacts = {
    id,
    at: event.at,
    status,
    products: productsOf(event.data),
    ref: draft.ref,
    ...tokensOf(event),
    ...present({
      total,
      implied: implied ? (true as const) : undefined,
      elsewhere: soldElsewhere(draft, event) ? (true as const) : undefined,
    }),
  };
  patch(draft, { orders: keepNewest([...draft.profile.orders, order], LIMITS.ordersPerProfile) });
  if (total) count(draft, total);
  if (implied) applyHistory(draft, 'order.placed', event);
  if (isCancelled(status)) takeBack(draft, order);
  return true;
};

/**
 * True for a sale under an address other than the person's present one: it gives no legal basis for the
 * present one (§7(3) UWG).
 */
const soldElsewhere = ({ profile: { person } }: Draft, { data }: DomainEvent): boolean => {
  const stated = textAt(objectAt(data, 'contact'), 'email') ?? textAt(objectAt(data, 'customer'), 'email');
  return stated !== undefined && person.email !== undefined && stated !== person.email;
};

const tokensOf = ({ data }: DomainEvent): Pick<OrderFacts, 'checkoutId' | 'cartId'> => {
  const checkoutId = textAt(data, 'checkout_id');
  const cartId = textAt(data, 'cart_id');
  return present({ checkoutId: checkoutId || undefined, cartId: cartId || undefined });
};

const takeBack = (draft: Draft, { total }: OrderFacts): void => {
  if (total === undefined) return;
  const left = Math.max(0, (draft.profile.spent[total.currency] ?? 0) - total.amount);
  patch(draft, { spent: { ...draft.profile.spent, [total.currency]: left } });
};

const uncount = (draft: Draft, name: string): void => {
  const known: Profile['history'][string] | undefined = draft.profile.history[name];
  if (known && known.count > 0)
    patch(draft, { history: { ...draft.profile.history, [name]: { ...known, count: known.count - 1 } } });
};
