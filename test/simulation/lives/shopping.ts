/** A customer's ordinary life: carts, orders, views, consents, leaving. */
import { present } from '../../../core/present.ts';
import type { Customer } from '../customers.ts';
import { PRODUCTS } from '../products.ts';
import { type Chance, chanceOf } from '../random.ts';
import { createTelling, type Life, latestOf, type Told } from './telling.ts';

const HOUR = 60 * 60_000;
const MINUTE = 60_000;
const DAY = 24 * HOUR;

/**
 * Days between two visits, on average: in a long world a customer comes about three times, so that it is
 * longer and not only more of the same.
 */
const visitEveryDays = (days: number): number => Math.max(24, Math.round(days / 3));

export const shopping: Life = (seed, customer, { start, days }) => {
  const chance = chanceOf(seed, 'life', customer.index);
  const latest = latestOf({ start, days });
  const { tell, happenings } = createTelling(customer, { start, days });
  beginnings(chance, customer, start, tell);
  let at = start + chance.between(0, visitEveryDays(days)) * DAY + chance.between(0, 24 * 60) * MINUTE;
  for (let visit = 0; at < latest; visit += 1) {
    visitOf({ chance, customer, tell, visit }, at);
    at += chance.between(1, 2 * visitEveryDays(days)) * DAY + chance.between(0, 24 * 60) * MINUTE;
  }
  return happenings;
};

const beginnings = (chance: Chance, customer: Customer, start: number, tell: Told): void => {
  for (const address of customer.addresses.keys()) {
    const given = chance.maybe(0.85);
    if (given && !customer.byForm && !customer.buyer)
      tell({ kind: 'consent', at: start + chance.between(10, 3 * 24 * 60) * MINUTE, address });
  }
};

type Visit = Readonly<{ chance: Chance; customer: Customer; tell: Told; visit: number }>;

const visitOf = (scene: Visit, at: number): void => {
  const { chance, customer, tell, visit } = scene;
  const address = chance.between(0, customer.addresses.length - 1);
  const checkout = `c${customer.index}-${visit}`;
  const products = basket(chance);
  if (chance.maybe(0.3))
    tell({ kind: 'view', at: at - 20 * MINUTE, product: products[0] ?? PRODUCTS[0], address });
  let time = at;
  const anonymous = !customer.plain && chance.maybe(0.4);
  const changes = chance.between(1, 3);
  for (let change = 0; change < changes; change += 1) {
    const known = !anonymous || change === changes - 1;
    tell(present({ kind: 'cart', at: time, checkout, products, address: known ? address : undefined }));
    time += chance.between(2, 50) * MINUTE;
  }
  if (chance.maybe(0.1)) tell({ kind: 'emptied', at: time, checkout, address });
  else if (chance.maybe(0.45)) buys(scene, { at: time, checkout, products, address });
  leaves(scene, at, address);
};

const basket = (chance: Chance): readonly string[] =>
  Array.from({ length: chance.between(1, 3) }, () => chance.pick(PRODUCTS));

type Purchase = Readonly<{ at: number; checkout: string; products: readonly string[]; address: number }>;

const buys = (
  { chance, customer, tell, visit }: Visit,
  { at, checkout, products, address }: Purchase,
): void => {
  const order = `o${customer.index}-${visit}`;
  const time = at + chance.pick([5 * MINUTE, 55 * MINUTE, 2 * HOUR, 26 * HOUR, 60 * HOUR]);
  // Sometimes the shop does not say which checkout it was; sometimes it is ordered under the other address.
  const named = chance.maybe(0.8) ? { checkout } : {};
  const other =
    !customer.plain && chance.maybe(0.2) ? chance.between(0, customer.addresses.length - 1) : address;
  tell({ kind: 'order', at: time, order, products, address: other, ...named });
  if (chance.maybe(0.3)) tell({ kind: 'paid', at: time + 3 * MINUTE, order, address: other });
  if (chance.maybe(0.5))
    tell({ kind: 'shipment', at: time + chance.between(3, 70) * HOUR, order, address: other });
  // A late word about the cart that was bought starts nothing.
  if (chance.maybe(0.15)) tell({ kind: 'cart', at: time + 4 * MINUTE, checkout, products, address });
};

const leaves = ({ chance, tell }: Visit, at: number, address: number): void => {
  const time = at + chance.between(61, 100 * 60) * MINUTE;
  if (chance.maybe(0.12)) {
    tell({ kind: 'unsubscribe', at: time, whileSending: chance.maybe(0.9) });
    if (chance.maybe(0.5)) tell({ kind: 'consent', at: time + chance.between(1, 20) * DAY, address });
  } else if (chance.maybe(0.05)) {
    tell({ kind: 'withdrawal', at: time, address });
    if (chance.maybe(0.5)) tell({ kind: 'consent', at: time + chance.between(1, 20) * DAY, address });
  } else if (chance.maybe(0.03))
    tell({ kind: chance.pick(['bounce', 'complaint']), at: time, whileSending: chance.maybe(0.5) });
};
