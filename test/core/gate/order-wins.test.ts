/**
 * What ends a run before its message leaves: events at and after its start, orders of its own cart at any
 * time, an emptied cart (rule 6).
 */
import { describe, expect, test } from 'vitest';
import { enrollmentOf, exitReached } from '../../../core/gate/order-wins.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import type { OrderFacts, Profile } from '../../../core/state/profile.ts';
import { cartOrdered } from '../../../core/state/same-cart.ts';
import { flowOf } from '../../support/flows.ts';

const START = Date.UTC(2026, 10, 20, 17);
const NOBODY = emptyProfile('1jette', 1, START);
const run = { since: START, subject: 'c-1' };
const cart = (change: Partial<Profile['carts'][number]> = {}) =>
  ({ id: 'c-1', pieces: 2, at: START, ...change }) as Profile['carts'][number];
const order = (change: Partial<OrderFacts>) => ({ id: 'o', at: START, ...change }) as OrderFacts;
const heard = (event: string, last: number) => ({ [event]: { first: last, last, count: 1 } });
const flow = (change: Partial<Parameters<typeof flowOf>[0]> = {}) =>
  flowOf({ id: 'cart', exitOn: ['order.placed'], list: [], ...change });
const ends = (change: Partial<Profile>, of = flow()) => exitReached({ ...NOBODY, ...change }, of, run);

describe('an event that ends a flow', () => {
  test('counts from the moment at which the run began', () => {
    expect(ends({ history: heard('order.placed', START) })).toBe(true);
    expect(ends({ history: heard('order.placed', START - 1) })).toBe(false);
    expect(ends({ history: heard('order.paid', START) })).toBe(false);
  });

  test('and starts it as well counts only after that moment: the start is no end', () => {
    const own = flow({ trigger: { on: ['order.placed', 'order.paid'], restart: false } });
    expect(ends({ history: heard('order.placed', START) }, own)).toBe(false);
    expect(ends({ history: heard('order.placed', START + 1) }, own)).toBe(true);
  });

  test('may be the goal alone', () => {
    const own = flow({ exitOn: [], goal: { on: 'review.written' } });
    expect(ends({ history: heard('review.written', START) }, own)).toBe(true);
    expect(ends({ history: heard('order.placed', START) }, own)).toBe(false);
  });
});

describe('the cart of a run', () => {
  test('that was bought ends it, whenever that was, by any of its ids', () => {
    const carts = [cart({ cartId: 'k-1' })];
    const bought = (change: Partial<OrderFacts>) => ends({ carts, orders: [order(change)] });
    expect(bought({ checkoutId: 'c-1', at: START - 1 })).toBe(true);
    expect(bought({ cartId: 'c-1' })).toBe(true);
    expect(bought({ checkoutId: 'c-2', cartId: 'k-1' })).toBe(true);
    expect(bought({ checkoutId: 'c-2', cartId: 'k-2' })).toBe(false);
    expect(bought({})).toBe(false);
  });

  test('that is no longer kept ends it by its order all the same', () => {
    const bought = (...orders: Partial<OrderFacts>[]) => ends({ orders: orders.map(order) });
    expect(bought({ checkoutId: 'c-1' })).toBe(true);
    expect(bought({ checkoutId: 'c-9', cartId: 'c-1' })).toBe(true);
    expect(bought({ checkoutId: 'c-9' }, { checkoutId: 'c-1' })).toBe(true);
    expect(bought({ checkoutId: 'c-9', cartId: 'k-9' })).toBe(false);
    expect(bought()).toBe(false);
  });

  test('that was emptied ends it; another cart that was emptied or bought does not', () => {
    expect(ends({ carts: [cart({ pieces: 0 })] })).toBe(true);
    expect(ends({ carts: [cart()] })).toBe(false);
    expect(ends({ carts: [cart({ id: 'c-0', pieces: 0 }), cart()] })).toBe(false);
    expect(ends({ carts: [cart(), cart({ id: 'c-0', pieces: 0 })] })).toBe(false);
  });

  test('ends no flow that an order does not end', () => {
    const done = { carts: [cart({ pieces: 0 })] };
    expect(ends(done, flow({ exitOn: ['review.written'] }))).toBe(false);
    expect(ends(done, flow({ exitOn: ['review.written', 'order.paid'] }))).toBe(true);
    expect(ends(done, flow({ exitOn: [], goal: { on: 'order.placed' } }))).toBe(true);
    expect(ends(done, flow({ exitOn: [] }))).toBe(false);
  });

  test('is none where an order or a silence begins the run: a shop may know cart and order by one number', () => {
    const bought = { orders: [order({ checkoutId: 'c-1', at: START - 1 })] };
    const begun = (...on: readonly string[]) => flow({ trigger: { on, restart: false } });
    expect(ends(bought, begun('order.placed'))).toBe(false);
    expect(ends(bought, begun())).toBe(false);
    expect(ends(bought, begun('order.placed', 'checkout.updated'))).toBe(true);
  });

  test('is none where the run has no cart', () => {
    const profile = { ...NOBODY, carts: [cart({ pieces: 0 })], orders: [order({})] };
    expect(exitReached(profile, flow(), { since: START })).toBe(false);
  });
});

test('a cart counts as ordered by its own id as checkout or as cart, or by the cart id that it carries', () => {
  const after = (change: Partial<OrderFacts>) => ({ ...NOBODY, orders: [order({ id: 'x' }), order(change)] });
  expect(cartOrdered(after({ checkoutId: 'c-1' }), { id: 'c-1' })).toBe(true);
  expect(cartOrdered(after({ cartId: 'c-1' }), { id: 'c-1' })).toBe(true);
  expect(cartOrdered(after({ cartId: 'k-1' }), { id: 'c-1', cartId: 'k-1' })).toBe(true);
  expect(cartOrdered(after({ checkoutId: 'k-1' }), { id: 'c-1', cartId: 'k-1' })).toBe(false);
  expect(cartOrdered(after({}), { id: 'c-1' })).toBe(false);
});

test('an enrollment is found by its own id among several, running or ended', () => {
  const running = (entryId: string) => ({ entryId, since: START }) as Profile['enrollments'][number];
  const ended = { entryId: 'e-3', since: START, enteredAt: START, endedAt: START, end: 'goal' };
  const profile = {
    ...NOBODY,
    enrollments: [running('e-1'), running('e-2')],
    lastEntries: { cart: ended as Profile['lastEntries'][string] },
  };
  expect(enrollmentOf(profile, 'cart', 'e-2')).toMatchObject({ entryId: 'e-2' });
  expect(enrollmentOf(profile, 'cart', 'e-3')).toMatchObject({ entryId: 'e-3', ended: 'goal' });
  expect(enrollmentOf(profile, 'other', 'e-3')).toBeUndefined();
  expect(enrollmentOf(profile, 'cart', 'e-4')).toBeUndefined();
});

describe('a run about a product', () => {
  const news = (change: Partial<Parameters<typeof flowOf>[0]> = {}) =>
    flow({ trigger: { on: 'product.back_in_stock', restart: false, per: 'product' }, ...change });
  const told = { since: START, about: { kind: 'product', product: 'p' } } as const;
  const over = (change: Partial<Profile>, of = news()) => exitReached({ ...NOBODY, ...change }, of, told);
  const bought = (...products: readonly string[]) => ({
    orders: [order({ products })],
    history: heard('order.placed', START),
  });

  test('ends with an order of it, whatever the exits say, and with no other order', () => {
    expect(over(bought('p'), news({ exitOn: [] }))).toBe(true);
    expect(over(bought('q'))).toBe(false);
    expect(over({ orders: [order({ products: ['p'], at: START - 1 })] })).toBe(false);
  });

  test('ends with any other event that its flow names, from its beginning on', () => {
    const of = news({ exitOn: ['order.placed', 'reorder.asked'] });
    expect(over({ history: heard('reorder.asked', START) }, of)).toBe(true);
    expect(over({ history: heard('reorder.asked', START - 1) }, of)).toBe(false);
    expect(over({ history: heard('order.placed', START) }, of)).toBe(false);
  });

  test('ends with every order where its flow says so', () => {
    expect(over(bought('q'), news({ exitOnAny: ['order.placed'] }))).toBe(true);
    expect(over(bought('q'), news({ goal: { on: 'order.placed', any: true } }))).toBe(true);
    expect(over({ history: heard('order.placed', START - 1) }, news({ exitOnAny: ['order.placed'] }))).toBe(
      false,
    );
  });
});

test('who came into a segment by an event has not left by it at the same moment', () => {
  const watch = { kind: 'member' } as never;
  const of = flow({ trigger: { on: [], restart: false, watch } as never });
  expect(ends({ history: heard('order.placed', START) }, of)).toBe(false);
  expect(ends({ history: heard('order.placed', START + 1) }, of)).toBe(true);
});
