/** Tells whether an event made an order count, or took it back: tests, cancellations and refunds do not count. */
import type { DomainEvent } from '../events/event.ts';
import { textAt } from '../events/read-data.ts';
import type { ProfileState } from '../state/profile.ts';
import { counts, hasLeftRows, orderMark, purchasesOf, rowOf } from '../state/purchases.ts';

export type OrderMoved = Readonly<{ orderId: string; kind: 'counted' | 'taken-back' }>;

/** `before` and `after` are the customer's state around the event. */
export const orderMoved = (
  event: DomainEvent,
  before: ProfileState | undefined,
  after: ProfileState,
): OrderMoved | undefined => {
  const orderId = event.name.startsWith('order.') ? textAt(event.data, 'order_id') : undefined;
  if (orderId === undefined) return undefined;
  const [was, is] = [before && standingOf(before, orderId), standingOf(after, orderId)];
  if (was === 'counts' && is === 'off') return { orderId, kind: 'taken-back' };
  const isNew = was === undefined || (event.name === 'order.placed' && before && isImplied(before, orderId));
  return is === 'counts' && isNew ? { orderId, kind: 'counted' } : undefined;
};

const standingOf = (state: ProfileState, orderId: string): 'counts' | 'off' | undefined => {
  if (state.kind !== 'live') return undefined;
  const purchases = purchasesOf(state);
  const row = rowOf(purchases, orderMark(orderId));
  if (row) return counts(row) ? 'counts' : 'off';
  return hasLeftRows(purchases, orderMark(orderId)) ? 'counts' : undefined;
};

/** A payment was heard first, perhaps without what was bought. */
const isImplied = (state: ProfileState, orderId: string): boolean =>
  state.kind === 'live' && state.orders.some(({ id, implied }) => id === orderId && implied === true);
