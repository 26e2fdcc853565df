/**
 * Joins the orders of two profiles that merge. One order may be known to both, because its events named the
 * person in different ways: it is one order, it has come as far as either knows, and it was placed once.
 */
import { present } from '../../present.ts';
import type { OrderFacts, Profile } from '../../state/profile.ts';
import { hasComeFurther } from '../apply/apply-order.ts';

type Orders = Profile['orders'];

/** The orders of both, those of the survivor first. */
export const uniteOrders = (own: Orders, others: Orders): Orders => {
  const united = own.map((order) => {
    const other = find(others, order);
    return other ? joinOrder(order, other) : order;
  });
  return [...united, ...others.filter((order) => !find(own, order))];
};

const find = (orders: Orders, { id }: OrderFacts): OrderFacts | undefined =>
  orders.find((order) => order.id === id);

const joinOrder = (own: OrderFacts, other: OrderFacts): OrderFacts => {
  const { implied, ...facts } = own;
  return {
    ...facts,
    status: hasComeFurther(other, own) ? other.status : own.status,
    ...present({
      total: own.total ?? other.total,
      number: own.number ?? other.number,
      checkoutId: own.checkoutId ?? other.checkoutId,
      cartId: own.cartId ?? other.cartId,
      implied: implied && other.implied,
    }),
  };
};

/** How many orders both have counted. */
export const knownTwice = (profile: Profile, state: Profile): number =>
  profile.orders.filter((order) => find(state.orders, order)).length;
