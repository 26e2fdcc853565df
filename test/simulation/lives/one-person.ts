/**
 * Customers whose two addresses turn out to be one person's, and what is heard under either of them from then
 * on.
 */

import type { Customer } from '../customers.ts';
import { PRODUCTS } from '../products.ts';
import { type Chance, chanceOf } from '../random.ts';
import { createTelling, type Life, type Told } from './telling.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** In the first half of the world, so that much is told to whoever has become a part of somebody else. */
export const onePerson: Life = (seed, customer, span) => {
  if (customer.addresses.length < 2) return [];
  const chance = chanceOf(seed, 'one person', customer.index);
  const { tell, happenings } = createTelling(customer, span, 'i');
  const known = span.start + chance.between(24, span.days * 12) * HOUR;
  for (const address of customer.addresses.keys())
    tell({ kind: 'identified', at: known + address * chance.between(2, 900) * MINUTE, address });
  for (const address of customer.addresses.keys()) {
    const at = known + chance.between(1, span.days * 8) * HOUR;
    tell({ kind: 'view', at, product: chance.pick(PRODUCTS), address });
    if (chance.maybe(0.5))
      tell({
        kind: 'cart',
        at: at + HOUR,
        checkout: `i${customer.index}-${address}`,
        products: [chance.pick(PRODUCTS)],
        address,
      });
  }
  for (const visit of [0, 1])
    crossed({ chance, customer, tell, visit }, span.start + chance.between(24, span.days * 16) * HOUR);
  return happenings;
};

type Visit = Readonly<{ chance: Chance; customer: Customer; tell: Told; visit: number }>;

/**
 * What lies in the cart under one address is bought under the other, or goes on there and comes back;
 * sometimes the shop has a late word about the cart.
 */
const crossed = ({ chance, customer, tell, visit }: Visit, at: number): void => {
  const [address, other] = chance.pick([
    [0, 1],
    [1, 0],
  ]);
  const cart = { checkout: `j${customer.index}-${visit}`, products: [chance.pick(PRODUCTS)] };
  tell({ kind: 'cart', at, ...cart, address });
  const bought = at + chance.pick([20 * MINUTE, 3 * HOUR, 26 * HOUR]);
  const comesBack = chance.maybe(0.4);
  if (comesBack) tell({ kind: 'cart', at: at + 8 * MINUTE, ...cart, address: other });
  tell({
    kind: 'order',
    at: bought,
    ...cart,
    order: `q${customer.index}-${visit}`,
    address: comesBack ? address : other,
  });
  if (chance.maybe(0.3)) tell({ kind: 'cart', at: bought + 4 * MINUTE, ...cart, address });
};
