/** Applies the events of an order to a profile, in any order and any number of times. */

import { chosenIn } from '../../events/chosen-options.ts';
import type { DomainEvent } from '../../events/event.ts';
import { orderNumber, orderNumberIn } from '../../events/order-number.ts';
import { categoriesOf, moneyAt, objectAt, productsOf, textAt } from '../../events/read-data.ts';
import { present } from '../../present.ts';
import type { OrderFacts, Profile } from '../../state/profile.ts';
import type { Purchase } from '../../state/purchase.ts';
import { counts, hasLeftRows, orderMark, purchasesOf, rowOf } from '../../state/purchases.ts';
import { type Draft, patch } from '../draft.ts';
import { applyPurchase, applyToOlderOrder } from './apply-purchase.ts';
import { applyHistory } from './history.ts';
import { keptOrders } from './kept-orders.ts';

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

export const hasComeFurther = (order: OrderFacts, other: OrderFacts): boolean =>
  RANK[order.status] > RANK[other.status];

/** Returns false for a repeat: the profile already knows that this order was placed (paid, cancelled ...). */
export const applyOrder = (draft: Draft, event: DomainEvent): boolean => {
  const status = STATUS[event.name];
  const id = textAt(event.data, 'order_id');
  if (!status || id === undefined) return true;
  const known = draft.profile.orders.find((order) => order.id === id);
  if (known) return renewOrder(draft, event, known, status);
  const purchases = purchasesOf(draft.profile);
  const mark = orderMark(id);
  const row = rowOf(purchases, mark);
  if (row) return applyPurchase(draft, event, { id, at: row.at }).told;
  if (hasLeftRows(purchases, mark)) return applyToOlderOrder(draft, event, id);
  if (event.data.unplaced === true) return false;
  return addOrder(draft, event, { id, status });
};

/** True where the profile has heard of what this event says of an order, so that it would be a repeat. */
export const knowsOf = (profile: Profile, event: DomainEvent): boolean => {
  const status = STATUS[event.name];
  const id = textAt(event.data, 'order_id');
  if (!status || id === undefined) return false;
  const row = rowOf(purchasesOf(profile), orderMark(id));
  if (status === 'refunded') return knowsRefund(row, event);
  return event.name === 'order.updated' && row ? knowsTotal(row, event) : knowsStatus(profile, id, status);
};

const knowsStatus = (profile: Profile, id: string, status: OrderFacts['status']): boolean => {
  const purchases = purchasesOf(profile);
  const row = rowOf(purchases, orderMark(id));
  const known = profile.orders.find((order) => order.id === id);
  if (known) return RANK[known.status] >= RANK[status] && (status !== 'placed' || !known.implied);
  if (status === 'cancelled') return row !== undefined && !counts(row);
  return row !== undefined || hasLeftRows(purchases, orderMark(id));
};

const knowsRefund = (row: Purchase | undefined, { id, data }: DomainEvent): boolean =>
  row?.refunds?.[orderMark(textAt(data, 'refund_id') ?? id)] !== undefined;

/** A change that only says what the order is worth already; amounts of another currency are not counted. */
const knowsTotal = ({ total }: Purchase, { data }: DomainEvent): boolean => {
  const stated = moneyAt(data, 'total');
  return !stated || !total || total.currency !== stated.currency || total.amount === stated.amount;
};

const renewOrder = (
  draft: Draft,
  event: DomainEvent,
  known: OrderFacts,
  status: OrderFacts['status'],
): boolean => {
  const placed = event.name === 'order.placed';
  const at = placed ? Math.min(known.at, event.at) : known.at;
  const { row, told } = applyPurchase(draft, event, { id: known.id, at });
  const next: OrderFacts = {
    ...(placed ? asPlaced(draft, event, known) : known),
    ...tokensOf(event),
    ...present({ total: row.total, uncounted: counts(row) ? undefined : (true as const) }),
    at,
    status: RANK[status] > RANK[known.status] ? status : known.status,
  };
  patch(draft, { orders: draft.profile.orders.map((order) => (order.id === known.id ? next : order)) });
  // The history already counted this order when another event implied it, so the late `order.placed` must not
  // count again.
  if (placed && known.implied) uncount(draft, event.name);
  if (placed) return known.implied === true;
  return (
    event.name === 'order.updated' || RANK[known.status] < RANK[status] || (told && status === 'refunded')
  );
};

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
  const { row } = applyPurchase(draft, event, { id, at: event.at });
  const order: OrderFacts = {
    id,
    at: event.at,
    status,
    ...linesOf(draft, event),
    ...tokensOf(event),
    ...present({
      total: row.total,
      implied: implied ? (true as const) : undefined,
      elsewhere: soldElsewhere(draft, event) ? (true as const) : undefined,
      uncounted: counts(row) ? undefined : (true as const),
    }),
  };
  patch(draft, keptOrders([...draft.profile.orders, order], draft.profile.bought));
  if (implied) applyHistory(draft, 'order.placed', event);
  return true;
};

/** An order that was only implied by now, and learns what was bought where nobody had said it. */
const asPlaced = (draft: Draft, event: DomainEvent, { implied, ...known }: OrderFacts): OrderFacts =>
  implied && known.products.length === 0 ? { ...known, ...linesOf(draft, event) } : known;

/** What was bought, with the record that says it. A payment may be heard first, and name nothing of it. */
const linesOf = ({ ref }: Draft, { data }: DomainEvent) => {
  const { sizes, colours } = chosenIn(data);
  return {
    products: productsOf(data),
    ref,
    ...present({
      categories: someOf(categoriesOf(data)),
      sizes: someOf(sizes),
      colours: someOf(colours),
    }),
  };
};

const someOf = (words: readonly string[]): readonly string[] | undefined =>
  words.length > 0 ? words : undefined;

/**
 * True for a sale under an address other than the person's present one: it gives no legal basis for the
 * present one (§7(3) UWG).
 */
const soldElsewhere = ({ profile: { person } }: Draft, { data }: DomainEvent): boolean => {
  const stated = textAt(objectAt(data, 'contact'), 'email') ?? textAt(objectAt(data, 'customer'), 'email');
  return stated !== undefined && person.email !== undefined && stated !== person.email;
};

const tokensOf = ({ data }: DomainEvent): Pick<OrderFacts, 'number' | 'checkoutId' | 'cartId'> => {
  const number = orderNumberIn(data);
  const checkoutId = textAt(data, 'checkout_id');
  const cartId = textAt(data, 'cart_id');
  return present({
    number: number === orderNumber(textAt(data, 'order_id') ?? '') ? undefined : number,
    checkoutId: checkoutId || undefined,
    cartId: cartId || undefined,
  });
};

const uncount = (draft: Draft, name: string): void => {
  const known: Profile['history'][string] | undefined = draft.profile.history[name];
  if (known)
    patch(draft, { history: { ...draft.profile.history, [name]: { ...known, count: known.count - 1 } } });
};
