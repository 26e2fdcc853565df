/**
 * Customers who buy without having looked around, some who take it back, and the next cart: whom the shop may
 * write to as its buyers, where it does so.
 */
import { PRODUCTS } from '../products.ts';
import { chanceOf } from '../random.ts';
import { createTelling, type Life } from './telling.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const buyers: Life = (seed, customer, span) => {
  const chance = chanceOf(seed, 'buyers', customer.index);
  const { tell, happenings } = createTelling(customer, span, 'b');
  if (!customer.buyer && !chance.maybe(0.1)) return happenings;
  const about = { order: `b${customer.index}-0`, address: chance.between(0, customer.addresses.length - 1) };
  const at = span.start + chance.between(60, span.days * 18 * 60) * MINUTE;
  tell({ kind: 'order', at, products: [chance.pick(PRODUCTS)], ...about });
  if (chance.maybe(0.4)) tell({ kind: 'cancelled', at: at + chance.between(1, 60) * HOUR, ...about });
  const next = {
    checkout: `b${customer.index}-1`,
    products: [chance.pick(PRODUCTS)],
    address: about.address,
  };
  tell({ kind: 'cart', at: at + chance.between(24, span.days * 6) * HOUR, ...next });
  // An objection of somebody who never agreed to anything.
  if (chance.maybe(0.3))
    tell({ kind: 'withdrawal', at: at + chance.between(12, span.days * 8) * HOUR, address: about.address });
  return happenings;
};
