/** What every file of orders says of one order, as events; the formats only find it in their columns. */
import type { Json, JsonObject } from '../../core/events/event.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Reading, ToldEvent } from './format.ts';
import { amountIn } from './values.ts';

export type Order = Readonly<{
  orderId: string | undefined;
  orderNumber?: string | undefined;
  customer: JsonObject;
  currency: string | undefined;
  total: string | undefined;
  placedAt: Instant | undefined;
  paidAt?: Instant | undefined;
  cancelledAt?: Instant | undefined;
  /** What was given back in all; a file does not say when, so it counts as of the order's day. */
  refunded?: string | undefined;
  codes?: readonly string[];
  items: readonly JsonObject[];
}>;

export const readingOf = (stated: Order): Reading => {
  const order = { ...stated, currency: stated.currency === '€' ? 'EUR' : stated.currency };
  const { orderId, placedAt, currency, total } = order;
  if (orderId === undefined) return { rejected: 'no-order-id' };
  if (typeof order.customer.email !== 'string') return { rejected: 'no-address' };
  if (placedAt === undefined) return { rejected: 'no-date' };
  if (amountIn(total) === undefined || !/^[A-Za-z]{3}$/.test(currency ?? ''))
    return { rejected: 'odd-amount' };
  return { events: eventsOf(order, orderId, placedAt) };
};

const eventsOf = (order: Order, orderId: string, placedAt: Instant): readonly ToldEvent[] => {
  const { currency = '', customer, paidAt, cancelledAt } = order;
  const data: JsonObject = present({
    order_id: orderId,
    order_number: order.orderNumber,
    customer,
    currency: currency.toUpperCase(),
    total: amountIn(order.total),
    discount_codes: order.codes && order.codes.length > 0 ? order.codes : undefined,
    items: order.items,
  }) as JsonObject;
  const refunded = amountIn(order.refunded);
  const events: ToldEvent[] = [{ name: 'order.placed', at: placedAt, data }];
  if (paidAt !== undefined) events.push({ name: 'order.paid', at: Math.max(paidAt, placedAt), data });
  if (refunded !== undefined && Number(refunded) > 0)
    events.push({ name: 'order.refunded', at: placedAt, data: { ...data, amount: refunded } });
  if (cancelledAt !== undefined)
    events.push({ name: 'order.cancelled', at: Math.max(cancelledAt, placedAt), data });
  return events;
};

export const itemOf = (facts: Readonly<Record<string, Json | undefined>>): JsonObject =>
  present(facts) as JsonObject;

/** `Jette Ahlers` as first and last name. */
export const namesIn = (name: string | undefined): JsonObject => {
  const [first, ...rest] = (name ?? '').split(/\s+/).filter((part) => part !== '');
  return present({
    first_name: first,
    last_name: rest.length > 0 ? rest.join(' ') : undefined,
  }) as JsonObject;
};
