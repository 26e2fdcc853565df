/**
 * Customers who change their mind within a minute, and whose shop tells of the first word only after the
 * second: by receipt the older word is the newer one.
 */
import type { Customer } from '../customers.ts';
import { PRODUCTS } from '../products.ts';
import { type Chance, chanceOf } from '../random.ts';
import { createTelling, type Life, type Told } from './telling.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const HASTY = 0.15;
const VISITS = 4;

/** Rarely somebody plain: of whom more is judged where little happens. */
export const hasty: Life = (seed, customer, span) => {
  const chance = chanceOf(seed, 'hasty', customer.index);
  const { tell, happenings } = createTelling(customer, span, 'h');
  if (!chance.maybe(customer.plain ? HASTY : 1)) return happenings;
  for (let visit = 0; visit < VISITS; visit += 1) {
    const at = span.start + chance.between(3 * DAY, span.days * DAY);
    chance.pick(CHANGES)({ chance, customer, tell, at, visit });
  }
  return happenings;
};

type Scene = Readonly<{ chance: Chance; customer: Customer; tell: Told; at: number; visit: number }>;
type Change = (scene: Scene) => void;

const address = 0;
/** More than what happenings are kept apart by, and than our functions' clocks differ. */
const pause = (chance: Chance): number => chance.between(60, 75) * SECOND;
/** Beyond the pause and what every webhook may take; within what a wrong clock is ahead. */
const late = (chance: Chance): number => chance.pick([120, 150]) * SECOND;

const cartOf = ({ customer, visit }: Scene) => ({ checkout: `h${customer.index}-${visit}`, address });

const otherCart: Change = (scene) => {
  const { chance, tell, at } = scene;
  const [first, second] = [chance.pick(PRODUCTS), chance.pick(PRODUCTS)];
  tell({ kind: 'cart', at, ...cartOf(scene), products: [first], lateBy: late(chance) });
  tell({ kind: 'cart', at: at + pause(chance), ...cartOf(scene), products: [second] });
};

const emptied: Change = (scene) => {
  const { chance, tell, at } = scene;
  tell({ kind: 'cart', at, ...cartOf(scene), products: [PRODUCTS[0]], lateBy: late(chance) });
  tell({ kind: 'emptied', at: at + pause(chance), ...cartOf(scene) });
};

/** The shop does not say which checkout it was. */
const ordered: Change = (scene) => {
  const { chance, customer, tell, at, visit } = scene;
  const products = [chance.pick(PRODUCTS)];
  tell({ kind: 'cart', at, ...cartOf(scene), products, lateBy: late(chance) });
  const order = `i${customer.index}-h${visit}`;
  tell({ kind: 'order', at: at + pause(chance), order, products, address });
};

const leaves: Change = ({ chance, tell, at }) => {
  tell({ kind: 'consent', at, address, lateBy: late(chance) });
  tell({ kind: 'withdrawal', at: at + pause(chance), address });
};

const comesBack: Change = ({ chance, tell, at }) => {
  tell({ kind: 'withdrawal', at, address, lateBy: late(chance) });
  tell({ kind: 'consent', at: at + pause(chance), address });
};

const CHANGES: readonly [Change, ...Change[]] = [otherCart, otherCart, emptied, ordered, leaves, comesBack];
