/**
 * In worlds that lean towards orders: customers who order again and again, and what is told of their orders
 * late, before the order itself, or after it was taken back.
 */
import { leaningOf } from '../leaning.ts';
import { PRODUCTS } from '../products.ts';
import { chanceOf } from '../random.ts';
import { createTelling, type Life } from './telling.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ORDERS = 4;

export const orders: Life = (seed, customer, span) => {
  if (leaningOf(seed) !== 'orders') return [];
  const chance = chanceOf(seed, 'orders', customer.index);
  const { tell, happenings } = createTelling(customer, span, 'u');
  const everyHours = Math.floor((span.days * 24) / (ORDERS + 1));
  for (let number = 0; number < ORDERS; number += 1) {
    const at = span.start + (number * everyHours + chance.between(2, everyHours)) * HOUR;
    const order = { order: `u${customer.index}-${number}`, address: 0 };
    const products = Array.from({ length: chance.between(1, 3) }, () => chance.pick(PRODUCTS));
    const late = chance.maybe(0.3) ? { lateBy: chance.between(3, 9) * HOUR } : {};
    tell({ kind: 'order', at, products, ...order, ...late });
    // Taken back at once, which is heard before the order where that is late.
    if (chance.maybe(0.35))
      tell({ kind: 'cancelled', at: at + chance.between(5, 150) * MINUTE, products, ...order });
    else if (chance.maybe(0.3)) tell({ kind: 'paid', at: at + 2 * MINUTE, products, ...order });
    const again = at + chance.between(10, 40) * HOUR;
    if (chance.maybe(0.3)) tell({ kind: 'order', at: again, products, ...order, again: true });
  }
  return happenings;
};
