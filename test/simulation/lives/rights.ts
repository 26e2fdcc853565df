/**
 * Customers who ask what is known about them, or to be forgotten; late words from before that, and a new
 * beginning after it.
 */

import { present } from '../../../core/present.ts';
import type { Customer } from '../customers.ts';
import { leaningOf } from '../leaning.ts';
import { PRODUCTS } from '../products.ts';
import { type Chance, chanceOf } from '../random.ts';
import { createTelling, type Life, type Told } from './telling.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Scene = Readonly<{ chance: Chance; customer: Customer; tell: Told; at: number }>;

export const rights: Life = (seed, customer, span) => {
  const chance = chanceOf(seed, 'rights', customer.index);
  const { tell, happenings } = createTelling(customer, span, 'r');
  const at =
    span.start +
    chance.between(Math.floor(span.days / 4), span.days - 2) * DAY +
    chance.between(0, 24 * 60) * MINUTE;
  if (!customer.erased) {
    if (chance.maybe(leaningOf(seed) === 'rights' ? 0.7 : 0.04))
      tell({ kind: chance.pick(['export', 'data-request']), at, address: 0 });
    return happenings;
  }
  const scene = { chance, customer, tell, at };
  past(scene);
  tell({
    kind: 'erasure',
    at,
    via: chance.pick(['command', 'event', 'shopify']),
    address: 0,
    whileSending: chance.maybe(leaningOf(seed) === 'rights' ? 0.7 : 0.3),
    ...present({ names: namesNumber(seed, customer) ? 'both' : undefined }),
  });
  if (chance.maybe(0.4)) tell({ kind: 'export', at: at + chance.between(1, 48 * 60) * MINUTE, address: 0 });
  if (chance.maybe(0.7)) future(scene);
  // What is on its way by WhatsApp then is as much of before.
  if (customer.phone !== undefined && leaningOf(seed) === 'rights')
    tell({ kind: 'hello', at: at + 30 * MINUTE, address: 0 });
  return happenings;
};

/** Shops name the number beside the address; a family shares it. */
const namesNumber = (seed: number, { index, phone, familyPhone }: Customer): boolean =>
  (phone ?? familyPhone) !== undefined && chanceOf(seed, 'names number', index).maybe(0.7);

/** Some of it is still on its way when the erasure comes. */
const past = ({ chance, customer, tell, at }: Scene): void => {
  const before = (): number => at - chance.between(5, 10 * 60) * MINUTE;
  /** Told only after the erasure. */
  const late = (date: number): { at: number; lateBy: number } => ({
    at: date,
    lateBy: at - date + chance.pick([MINUTE, 2 * HOUR, 26 * HOUR, 4 * DAY]),
  });
  if (chance.maybe(0.3)) tell({ kind: 'odd', at: before(), address: 0 });
  if (chance.maybe(0.3)) tell({ kind: 'data-request', at: before(), address: 0 });
  tell({ kind: 'consent', at: before(), address: 0 });
  const cart = { checkout: `e${customer.index}-0`, products: [chance.pick(PRODUCTS)], address: 0 };
  tell({ kind: 'cart', at: at - chance.pick([2 * MINUTE, 50 * MINUTE, 61 * MINUTE, 25 * HOUR]), ...cart });
  const order = { order: `p${customer.index}-0`, address: 0 };
  if (chance.maybe(0.5)) tell({ kind: 'shipment', at: at - chance.between(1, 60) * MINUTE, ...order });
  if (chance.maybe(0.6)) tell({ kind: 'cart', ...late(before()), ...cart });
  if (chance.maybe(0.4)) tell({ kind: 'order', ...late(before()), ...order, products: cart.products });
  if (chance.maybe(0.4)) tell({ kind: 'consent', ...late(before()), address: 0 });
  if (chance.maybe(0.4)) tell({ kind: 'shipment', ...late(before()), ...order });
};

/** The same person is new to the shop. */
const future = ({ chance, customer, tell, at }: Scene): void => {
  const later = at + chance.between(60, 5 * 24 * 60) * MINUTE;
  tell({
    kind: 'cart',
    at: later,
    checkout: `e${customer.index}-1`,
    products: [chance.pick(PRODUCTS)],
    address: 0,
  });
  if (chance.maybe(0.5)) tell({ kind: 'consent', at: later + chance.between(-40, 40) * HOUR, address: 0 });
  if (chance.maybe(0.5))
    tell({ kind: 'shipment', at: later + 3 * HOUR, order: `p${customer.index}-1`, address: 0 });
};
