/** Customers who share a relative's number: they type it at checkouts, and some have it in their account. */
import { PRODUCTS } from '../products.ts';
import { chanceOf } from '../random.ts';
import { createTelling, type Life } from './telling.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const families: Life = (seed, customer, span) => {
  if (customer.familyPhone === undefined) return [];
  const chance = chanceOf(seed, 'family life', customer.index);
  const { tell, happenings } = createTelling(customer, span, 'f');
  const types = { phone: customer.index };
  const about = { address: 0, products: [chance.pick(PRODUCTS)], checkout: `f${customer.index}-0`, types };
  // After the relative has been written to, so that the number is the relative's.
  if (chance.maybe(0.5))
    tell({ kind: 'identified', at: span.start + chance.between(9 * 24, 12 * 24) * HOUR, address: 0 });
  const at = span.start + chance.between(24, span.days * 20) * HOUR;
  tell({ kind: 'cart', at, ...about });
  if (chance.maybe(0.5))
    tell({
      kind: 'order',
      at: at + chance.between(4, 3_000) * MINUTE,
      order: `g${customer.index}-0`,
      ...about,
    });
  return happenings;
};
