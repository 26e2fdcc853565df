/** Keeps the newest orders, and remembers what was bought in those that counted and have to leave. */
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import { withBought } from '../../state/bought.ts';
import type { OrderFacts, Profile } from '../../state/profile.ts';
import { keepNewest } from './history.ts';

export const keptOrders = (
  all: readonly OrderFacts[],
  bought: Profile['bought'],
): Pick<Profile, 'orders' | 'bought'> => {
  const orders = keepNewest(all, LIMITS.ordersPerProfile);
  const left = all.filter((order) => order.uncounted === undefined && !orders.includes(order));
  return present({ orders, bought: left.length > 0 ? withBought(bought, left) : bought });
};
