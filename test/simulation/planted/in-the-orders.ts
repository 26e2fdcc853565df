/** Bugs planted where orders, carts and slots are counted: in which currency, told late, and which is kept. */
import { pack, unpack } from '../../../adapters/dynamodb/packed.ts';
import { orderMark } from '../../../core/state/purchases.ts';
import type { Tamper } from '../faults.ts';
import { SMALL } from '../sizes.ts';
import { withProgram } from './in-the-calls.ts';
import { inWrites } from './in-the-writes.ts';
import type { Planted } from './planted.ts';

type State = {
  person?: { timeZone?: string };
  spent?: Record<string, number>;
  orders?: { id: string; implied?: true; checkoutId?: string; status: string }[];
  purchases?: { rows: { id: string; at: number }[] };
  carts?: { completed?: true }[];
  watch?: { timerId: string };
  watched?: Record<string, number>;
  history?: Record<string, { first: number; last: number }>;
  slots?: { messageId: string; at: number }[];
};

/** Every state that advance writes, unpacked. */
export const inStates = (change: (state: State) => void): Tamper =>
  inWrites((item) => {
    const state = unpack<State>(Buffer.from(item['state']?.['B'] ?? '', 'base64'));
    if (state === undefined) return;
    change(state);
    item['state'] = { B: Buffer.from(pack(state)).toString('base64') };
  });

/** One sum over all currencies, as if they were worth the same. */
const addsCurrencies = inStates((state) => {
  if (state.spent) state.spent = { EUR: Object.values(state.spent).reduce((sum, amount) => sum + amount, 0) };
});

/** A condition in one currency is asked in another. */
const comparesWithoutCurrency = withProgram((program) => {
  const { value, ...flows } = program.flows;
  const asked = JSON.stringify(value).replaceAll('"currency":"USD"', '"currency":"EUR"');
  return { ...program, flows: { ...flows, value: JSON.parse(asked) as object } };
});

/** What was told of an order before the order itself is forgotten. */
const forgetsWhatCameBefore = inStates((state) => {
  const early = new Set((state.orders ?? []).filter(({ implied }) => implied).map(({ id }) => id));
  const marks = new Set([...early].map(orderMark));
  if (state.orders) state.orders = state.orders.filter(({ id }) => !early.has(id));
  if (state.purchases) state.purchases.rows = state.purchases.rows.filter(({ id }) => !marks.has(id));
});

/** Where there are more than one, the oldest is kept. */
const keepsTheOldestSlot = inStates((state) => {
  if (state.slots) state.slots = state.slots.slice(0, 1);
});

/** A word about an order that is told once more is taken for the first one. */
const forgetsWhichWasPlaced = inStates((state) => {
  for (const order of state.orders ?? []) order.implied = true;
});

/** A word about a cart that was bought, however late, fills it again. */
const refillsBoughtCarts = inStates((state) => {
  for (const cart of state.carts ?? []) delete cart.completed;
  for (const order of state.orders ?? []) delete order.checkoutId;
});

export const IN_THE_ORDERS: readonly Planted[] = [
  {
    name: 'amounts of all currencies are one sum',
    breaks: ['I2'],
    seeds: 7,
    from: 2,
    tamper: addsCurrencies,
  },
  {
    name: 'a condition does not look at the currency',
    breaks: ['I2'],
    seeds: 7,
    from: 2,
    tamper: comparesWithoutCurrency,
  },
  {
    name: 'what comes before its order is forgotten',
    breaks: ['I2', 'I6'],
    seeds: 7,
    from: 2,
    tamper: forgetsWhatCameBefore,
  },
  {
    name: 'a late word fills a bought cart again',
    breaks: ['I6'],
    seeds: 7,
    from: 2,
    size: SMALL,
    tamper: refillsBoughtCarts,
  },
  {
    name: 'an order told twice is placed twice',
    breaks: ['I2'],
    seeds: 7,
    from: 2,
    tamper: forgetsWhichWasPlaced,
  },
  { name: 'of several slots the newest is dropped', breaks: ['I5'], seeds: 3, tamper: keepsTheOldestSlot },
];
