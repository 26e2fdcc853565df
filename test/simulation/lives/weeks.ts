/**
 * In every other world that leans towards clocks: a cart, and an order some days later, whose thanks are to
 * wait until a week after the cart's message, with a change of the clocks in between.
 */
import { isWeekly } from '../leaning.ts';
import { PRODUCTS } from '../products.ts';
import { chanceOf } from '../random.ts';
import { createTelling, type Life } from './telling.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const weeks: Life = (seed, customer, span) => {
  if (!isWeekly(seed)) return [];
  const chance = chanceOf(seed, 'weeks', customer.index);
  const { tell, happenings } = createTelling(customer, span, 'e');
  tell({ kind: 'consent', at: span.start + chance.between(1, 20) * HOUR, address: 0 });
  const at = span.start + chance.between(24, 40) * HOUR + chance.between(0, 59) * MINUTE;
  const products = [chance.pick(PRODUCTS)];
  tell({ kind: 'cart', at, checkout: `e${customer.index}-0`, products, address: 0 });
  tell({ kind: 'order', at: at + 3 * DAY, order: `e${customer.index}-0`, products, address: 0 });
  return happenings;
};
