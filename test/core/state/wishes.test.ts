/** What a customer waits for: which word of two counts, what ends a wish, and what a merge takes over. */
import { describe, expect, test } from 'vitest';
import type { Wish } from '../../../core/state/figures.ts';
import type { OrderFacts } from '../../../core/state/profile.ts';
import { placeOf } from '../../../core/state/waiting.ts';
import { boughtSince, broughtWishes, withWishes } from '../../../core/state/wishes.ts';
import { DAY } from '../../support/flows.ts';

const NOW = 1_000 * DAY;
const euros = (amount: number) => ({ amount, currency: 'EUR' });
const wish = (change: Partial<Wish> = {}): Wish => ({ product: 'p', by: { viewed: NOW - DAY }, ...change });
const joined = (known: Wish, more: Wish): Wish | undefined => withWishes([known], [more], NOW)[0];

describe('of two words about one product', () => {
  const earlier = wish({ price: euros(900), ref: 'r1', by: { carted: NOW - 2 * DAY } });
  const later = wish({ price: euros(800), ref: 'r2' });

  test('the later one says the price, whichever was heard first', () => {
    const both = { price: euros(800), ref: 'r2', by: { carted: NOW - 2 * DAY, viewed: NOW - DAY } };
    expect(joined(earlier, later)).toMatchObject(both);
    expect(joined(later, earlier)).toMatchObject(both);
    expect(joined(earlier, wish())).toMatchObject({ price: euros(900), ref: 'r1' });
  });

  test('what the customer was told by either is told', () => {
    const told = { 'price-drop': NOW - 5, 'low-stock': NOW - 9 } as const;
    expect(joined(earlier, { ...later, told })?.told).toEqual(told);
    expect(joined({ ...earlier, told: { 'price-drop': NOW - 7 } }, { ...later, told })?.told).toEqual(told);
    expect(joined(earlier, later)).not.toHaveProperty('told');
  });
});

test('the wishes of another profile stand on no list under this one', () => {
  const brought = broughtWishes(
    [wish({ listed: 'viewed', ref: 'r' }), wish({ variant: 's' })],
    (ref) => `o/${ref}`,
  );
  expect(brought).toStrictEqual([wish({ ref: 'o/r' }), wish({ variant: 's' })]);
});

test('an order that does not count is no purchase of the product', () => {
  const order = (change: Partial<OrderFacts>): OrderFacts => ({
    ...{ id: 'o', at: NOW, status: 'placed', products: ['p'], ref: 'r' },
    ...change,
  });
  const bought = (change: Partial<OrderFacts> = {}) => boughtSince({ orders: [order(change)] }, 'p', NOW);
  expect([
    bought(),
    bought({ uncounted: true }),
    bought({ at: NOW - 1 }),
    bought({ products: ['q'] }),
  ]).toEqual([true, false, false, false]);
});

test('who has asked longest is told first, however lately they looked again', () => {
  const places = [
    { profileId: 'b', by: { wanted: NOW - 2 * DAY } },
    { profileId: 'a', by: { wanted: NOW - 3 * DAY, viewed: NOW } },
    { profileId: 'c', by: { viewed: NOW - 9 * DAY } },
  ].map((entry) => [placeOf(entry, NOW), entry.profileId] as const);
  expect(places.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, id]) => id)).toEqual(['a', 'b', 'c']);
});
