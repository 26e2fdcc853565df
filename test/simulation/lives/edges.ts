/**
 * In worlds that lean towards clocks: carts whose messages fall due in the first minute of the quiet hours,
 * in the last one, and in the first after them, by the customer's own clock.
 */
import { localOf } from '../checks/local-time.ts';
import type { Customer } from '../customers.ts';
import { leaningOf } from '../leaning.ts';
import { PRODUCTS } from '../products.ts';
import { chanceOf } from '../random.ts';
import { createTelling, type Life } from './telling.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A cart's first message is due an hour later, and timers fire at full minutes. */
const TIMES = [20 * 60, 20 * 60, 7 * 60 - 1, 7 * 60] as const;

export const edges: Life = (seed, customer, span) => {
  if (leaningOf(seed) !== 'clocks') return [];
  const chance = chanceOf(seed, 'edges', customer.index);
  const { tell, happenings } = createTelling(customer, span, 'z');
  tell({ kind: 'consent', at: span.start + chance.between(1, 20) * HOUR, address: 0 });
  const day = span.start + chance.between(2, span.days - 3) * DAY;
  const minute = chance.pick(TIMES);
  const at = onTheWall(day, minute, customer) - chance.between(20, 50) * SECOND;
  tell({ kind: 'cart', at, checkout: `z${customer.index}-0`, products: [chance.pick(PRODUCTS)], address: 0 });
  return happenings;
};

/** The next time that this minute of the day is on the customer's wall; again, where clocks change before. */
const onTheWall = (from: number, minute: number, customer: Customer): number => {
  const next = (at: number): number =>
    at + ((minute - localOf(at, customer).minute + 24 * 60) % (24 * 60)) * MINUTE;
  return next(next(from) - HOUR);
};
