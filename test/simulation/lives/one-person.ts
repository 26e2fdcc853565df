/** Customers whose two addresses turn out to be one person's, and what is heard under either of them from then on. */
import { PRODUCTS } from '../products.ts';
import { chanceOf } from '../random.ts';
import { createTelling, type Life } from './telling.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** In the first half of the world, so that much is told to whoever has become a part of somebody else. */
export const onePerson: Life = (seed, customer, span) => {
  if (customer.customerId === undefined) return [];
  const chance = chanceOf(seed, 'one person', customer.index);
  const { tell, happenings } = createTelling(customer, span, 'i');
  const known = span.start + chance.between(24, span.days * 12) * HOUR;
  for (const address of customer.addresses.keys())
    tell({ kind: 'identified', at: known + address * chance.between(2, 900) * MINUTE, address });
  for (const address of customer.addresses.keys()) {
    const at = known + chance.between(1, span.days * 8) * HOUR;
    tell({ kind: 'view', at, product: chance.pick(PRODUCTS), address });
    if (chance.maybe(0.5))
      tell({ kind: 'cart', at: at + HOUR, checkout: `i${customer.index}-${address}`, products: [chance.pick(PRODUCTS)], address });
  }
  return happenings;
};
