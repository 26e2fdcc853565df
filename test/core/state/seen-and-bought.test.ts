/** What somebody looked at lately and has not bought, which cart an order ends, and which input is none. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import { choicesOf } from '../../../core/state/bought.ts';
import { inputSchema } from '../../../core/state/input-schema.ts';
import type { OrderFacts } from '../../../core/state/profile.ts';
import { cartOrdered, sameCart } from '../../../core/state/same-cart.ts';
import { qualifiedViews, seenLately, withViews } from '../../../core/state/views.ts';
import { someone } from '../../support/conditions.ts';
import { DAY } from '../../support/flows.ts';
import { START } from '../../support/story.ts';

const order = (change: object = {}): OrderFacts => ({
  id: 'o',
  at: START,
  status: 'placed',
  products: ['p'],
  ref: 'r',
  ...change,
});

describe('what was looked at', () => {
  const view = (id: string, at: number) => ({ id, at, ref: `r-${id}` });
  const seen = (at: number, ...orders: readonly OrderFacts[]) =>
    seenLately({ views: [view('p', at)], orders }, START).length === 1;

  it('is shown for some days, the newest first, and so many of them', () => {
    const window = LIMITS.viewsShownDays * DAY;
    expect([seen(START - window + 1), seen(START - window)]).toEqual([true, false]);
    const views = Array.from({ length: LIMITS.viewsShown + 2 }, (_, index) =>
      view(`p${index}`, START - index),
    );
    const shown = seenLately({ views: views.toReversed(), orders: [] }, START).map(({ id }) => id);
    expect(shown).toEqual(views.slice(0, LIMITS.viewsShown).map(({ id }) => id));
    expect(seenLately({ orders: [] } as never, START)).toEqual([]);
  });

  it('is no longer shown once it was bought, by an order that counts', () => {
    expect(seen(START, order())).toBe(false);
    expect(seen(START, order({ at: START + 1 }))).toBe(false);
    expect(seen(START, order({ at: START - 1 }))).toBe(true);
    expect(seen(START, order({ products: ['q'] }))).toBe(true);
    expect(seen(START, order({ uncounted: true }))).toBe(true);
    expect(seen(START, order({ products: ['q'] }), order())).toBe(false);
  });

  it('keeps its record where it may be shown, and finds it after a merge', () => {
    const views = Array.from({ length: LIMITS.viewsShown + 2 }, (_, at) => view(`p${at}`, at));
    const refs = withViews(undefined, views).map(({ ref }) => ref);
    expect(refs).toEqual([undefined, undefined, ...views.slice(2).map(({ ref }) => ref)]);
    expect(qualifiedViews([view('a', 1), { id: 'b', at: 2 }], (ref) => `2x/${ref}`)).toEqual([
      { ...view('a', 1), ref: '2x/r-a' },
      { id: 'b', at: 2 },
    ]);
    expect(qualifiedViews(undefined, (ref) => ref)).toEqual([]);
  });
});

describe('a cart', () => {
  it('was ordered by an order of its checkout, or of its cart, under either of its ids', () => {
    const cart = { id: 'c', cartId: 'k' };
    for (const named of [{ checkoutId: 'c' }, { cartId: 'c' }, { cartId: 'k' }])
      expect(sameCart(named, cart), JSON.stringify(named)).toBe(true);
    for (const named of [{}, { checkoutId: 'k' }, { checkoutId: 'x', cartId: 'y' }])
      expect(sameCart(named, cart), JSON.stringify(named)).toBe(false);
    expect(sameCart({}, { id: 'c' })).toBe(false);
    expect(cartOrdered({ orders: [order(), order({ cartId: 'k' })] }, cart)).toBe(true);
    expect(cartOrdered({ orders: [order(), order({ cartId: 'x' })] }, cart)).toBe(false);
  });
});

describe('an input', () => {
  const base = { inputId: 'i', profileId: '1a', receivedAt: START };
  const accepted = (input: object) => inputSchema.safeParse({ ...base, ...input }).success;
  const event = (data: unknown) => ({
    kind: 'event',
    event: { id: 'e', name: 'acme.ping', at: START, source: 'test', identities: [], data },
  });

  it('of an event has an object of data', () => {
    expect([accepted(event({})), accepted(event({ a: [1] }))]).toEqual([true, true]);
    for (const data of [null, [], 'text', 5, undefined])
      expect(accepted(event(data)), String(data)).toBe(false);
  });

  it('that absorbs brings the state of a profile, and nothing else', () => {
    const absorb = (state: unknown) => accepted({ kind: 'absorb', from: '2b', state });
    expect(absorb({ kind: 'live', id: '2b', more: 1 })).toBe(true);
    for (const state of [{ kind: 'tombstone', id: '2b' }, { kind: 'live' }, {}, null, 'live'])
      expect(absorb(state)).toBe(false);
  });
});

it('of two sizes that were bought equally often the one of the newer order comes first', () => {
  const order = (id: string, at: number, size: string, change: object = {}) => ({
    ...{ id, at, status: 'placed' as const, products: [], ref: 'r', sizes: [size] },
    ...change,
  });
  const orders = [order('new', 9, 'L'), order('old', 1, 'S'), order('gone', 10, 'S', { uncounted: true })];
  expect(choicesOf(someone({ orders }), 'sizes')).toEqual(['L', 'S']);
  expect(choicesOf(someone({ orders: orders.toReversed() }), 'sizes')).toEqual(['L', 'S']);
});
