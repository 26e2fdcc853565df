/** What a customer waits for: which word of two counts, what ends a wish, and what a merge takes over. */
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import type { Wish } from '../../../core/state/figures.ts';
import type { OrderFacts } from '../../../core/state/profile.ts';
import { placeOf } from '../../../core/state/waiting.ts';
import {
  boughtSince,
  broughtWishes,
  isBought,
  kindsOf,
  listedAs,
  wishExpires,
  withWishes,
} from '../../../core/state/wishes.ts';
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

describe('what somebody waits for', () => {
  const products = (wishes: readonly Wish[]) =>
    wishes.map(({ product, variant }) => product + (variant ?? ''));

  test('is each size by itself, and each once', () => {
    const [s, m] = [wish({ variant: 's' }), wish({ variant: 'm' })];
    expect(products(withWishes([s], [m, s, wish()], NOW)).toSorted()).toEqual(['p', 'pm', 'ps']);
  });

  test('is forgotten by time, and of too many the weakest and oldest go', () => {
    const old = wish({ product: 'old', by: { viewed: NOW - LIMITS.viewedMs } });
    const young = wish({ product: 'young', by: { viewed: NOW - LIMITS.viewedMs + 1 } });
    expect(products(withWishes([old, young], [], NOW))).toEqual(['young']);
    expect([kindsOf(old, NOW), wishExpires(old)]).toEqual([[], NOW]);
    expect(wishExpires({ by: { wanted: NOW - 9, viewed: NOW } })).toBe(NOW - 9 + LIMITS.wantedMs);
    const many = Array.from({ length: LIMITS.wishesPerProfile }, (_, n) =>
      wish({ product: `v${n}`, by: { viewed: NOW - n } }),
    );
    const asked = wish({ product: 'asked', by: { wanted: NOW - 9 * DAY, viewed: NOW - 8 * DAY } });
    const carted = wish({ product: 'carted', by: { carted: NOW - DAY, viewed: NOW - DAY } });
    expect(products(withWishes(many.toReversed(), [carted, asked], NOW))).toEqual([
      'asked',
      'carted',
      ...many.slice(0, -2).map(({ product }) => product),
    ]);
  });

  test('has, of two words of one moment, the price of the one heard last', () => {
    const [first, last] = [wish({ price: euros(900) }), wish({ price: euros(800) })];
    expect(joined(first, last)?.price).toEqual(euros(800));
  });

  test('was bought by an order a short time before the last word, and by any after it', () => {
    const by = { carted: NOW, viewed: NOW - DAY };
    const orders = (at: number) => ({
      orders: [{ id: 'o', at, status: 'placed' as const, products: ['p'], ref: 'r' }],
    });
    const bought = (at: number) => isBought(orders(at), { product: 'p', by });
    expect(bought(NOW - LIMITS.wishAfterOrderMs)).toBe(true);
    expect(bought(NOW - LIMITS.wishAfterOrderMs - 1)).toBe(false);
  });

  test('stands on its list in short: how they wait, the price they saw, and anew every week', () => {
    expect(listedAs(wish({ by: { viewed: NOW, wanted: NOW }, price: euros(900) }), NOW)).toBe(
      `wanted,viewed 900 EUR ${Math.floor(NOW / LIMITS.wishRenewedMs)}`,
    );
    const at = 7 * LIMITS.wishRenewedMs;
    expect(listedAs(wish({ by: { viewed: at } }), at)).toBe('viewed  7');
    expect(listedAs(wish({ by: { viewed: at - 1 } }), at)).toBe('viewed  6');
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
