/** Whom a stretch tells of a product's news, and what is still so when it does. */
import { describe, expect, test } from 'vitest';
import { awaitedNow } from '../../../core/catalogue/awaited.ts';
import type { Product } from '../../../core/catalogue/product.ts';
import { begunWith, isStillSo, stretchOf, type Telling } from '../../../core/catalogue/telling.ts';
import type { NewsOf } from '../../../core/events/catalogue-news.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { WaitingEntry } from '../../../core/state/waiting.ts';
import { DAY } from '../../support/flows.ts';

const NOW = 1_000 * DAY;
const euros = (amount: number) => ({ amount, currency: 'EUR' });
const product = (change: Partial<Product> = {}): Product => ({
  ...{ id: 'p', asOf: NOW, categories: [], reviews: [] },
  variants: { p: { stock: 2 } },
  ...change,
});
const back: NewsOf = { kind: 'back-in-stock', at: NOW };
const telling = (change: Partial<Telling> = {}): Telling => ({
  ...{ product: 'p', by: 'e', of: [back], stretch: 1, told: {}, nextAt: NOW },
  ...change,
});
const waits = (profileId: string, wanted: number): WaitingEntry => ({ profileId, by: { wanted } });
const tells = (list: readonly WaitingEntry[], change: Partial<Telling> = {}, of = product()) => {
  const kinds = ['back-in-stock'] as const;
  const { told, next } = stretchOf({
    telling: telling(change),
    product: of,
    list,
    kinds,
    perPiece: 1,
    now: NOW,
  });
  return { told: told.map(({ profileId }) => profileId), next };
};

describe('a stretch', () => {
  test('tells as many as there are pieces, over all stretches, and notes that somebody was left', () => {
    const list = [waits('a', NOW - 3 * DAY), waits('b', NOW - 2 * DAY), waits('c', NOW - DAY)];
    expect(tells(list)).toMatchObject({ told: ['a', 'b'], next: { told: { '': 2 }, short: true } });
    expect(tells(list, { told: { '': 1 } }).told).toEqual(['a']);
    expect(tells(list, { told: { '': 2 } }).told).toEqual([]);
  });

  test('tells nobody who has had to do with the product since', () => {
    expect(tells([waits('a', NOW), waits('b', NOW + 1)]).told).toEqual(['a']);
  });

  test('goes on behind whom it met last, until everybody was met', () => {
    const list = Array.from({ length: LIMITS.toldPerStretch + 1 }, (_, n) => waits(`${n}`, NOW - DAY - n));
    const many = product({ variants: { p: {} } });
    const first = tells(list, {}, many);
    expect(first.told).toHaveLength(LIMITS.toldPerStretch);
    expect(first.next).toMatchObject({ stretch: 2, nextAt: NOW + LIMITS.tellStretchMs });
    const second = tells(list, first.next, many);
    expect(second.told).toEqual(['0']);
    expect(second.next).not.toHaveProperty('nextAt');
  });
});

describe('news that comes while others were told', () => {
  const { nextAt: _over, ...told } = telling();
  const more = { product: 'p', by: 'e2', of: [] };

  test('takes up who was left for little stock once there is more, and nobody where all were told', () => {
    expect(begunWith({ ...told, short: true }, more, NOW)).toMatchObject({
      by: 'e2',
      of: [back],
      stretch: 1,
    });
    expect(begunWith(told, more, NOW)).toBeUndefined();
    const fall: NewsOf = { kind: 'price-drop', at: NOW, price: euros(900) };
    expect(begunWith({ ...told, short: true }, { ...more, of: [fall] }, NOW)?.of).toEqual([back, fall]);
    expect(begunWith(told, { ...more, of: [fall] }, NOW)?.of).toEqual([fall]);
    expect(begunWith(telling(), { ...more, of: [{ ...back, at: NOW + 1 }] }, NOW)?.of).toEqual([
      { ...back, at: NOW + 1 },
    ]);
  });
});

describe('a size that got cheaper', () => {
  const variants = { s: { price: euros(900), stock: 9 }, m: { price: euros(1_200), stock: 9 } };
  const sizes = product({ price: euros(1_000), variants });
  const fall = (variant: string, amount: number): NewsOf => ({
    ...{ kind: 'price-drop', variant, at: NOW },
    price: euros(amount),
  });

  test('is told as long as its own price is no higher, whatever the whole costs', () => {
    expect(isStillSo(sizes, fall('s', 900))).toBe(true);
    expect(isStillSo(sizes, fall('m', 1_100))).toBe(false);
    expect(isStillSo(sizes, { kind: 'price-drop', at: NOW, price: euros(1_000) })).toBe(true);
  });

  test('is shown as changed by its own price too', () => {
    const now = (variant_id: string, price: string) =>
      awaitedNow(
        { name: 'product.price_dropped', data: { product_id: 'p', variant_id, price, currency: 'EUR' } },
        [sizes],
      ).changed;
    expect([now('s', '9.00'), now('m', '11.00'), now('m', '12.00')]).toEqual([false, true, false]);
  });
});
