/** What counts of the orders: sums that move by differences, the bounds of rows, and two profiles in one. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import { withOlder } from '../../../core/state/older-purchases.ts';
import {
  averagePerCurrency,
  firstOrderAt,
  lastOrderAt,
  orderCount,
  usualCurrency,
  usualGapMs,
} from '../../../core/state/order-figures.ts';
import type { Purchase } from '../../../core/state/purchase.ts';
import {
  hasLeftRows,
  orderMark,
  purchasesOf,
  rowOf,
  weighed,
  withRow,
  worthsIn,
} from '../../../core/state/purchases.ts';
import { someone } from '../../support/conditions.ts';
import { boughtBy, eur, figures, row } from '../../support/purchases.ts';

describe('the sums of what was bought', () => {
  it('are one per currency, net, in the order of time', () => {
    const profile = boughtBy(
      row('b', 2),
      row('a', 1, 300),
      row('c', 3, 50, { total: { amount: 50, currency: 'CHF' } }),
      row('d', 4, 0, { total: undefined as never }),
      row('e', 5, 900, { off: 'test' }),
      row('f', 6, 100, { refunds: { x: 30, y: 20 } }),
    );
    expect(figures(profile)).toEqual({
      counted: { EUR: 3, CHF: 1, '': 1 },
      spent: { EUR: 450, CHF: 50 },
      times: [1, 2, 3, 4, 5, 6],
    });
    expect(orderCount(profile)).toBe(5);
    expect(averagePerCurrency(profile)).toEqual({ EUR: 150, CHF: 50 });
    const none = { ...profile, purchases: { rows: [], counted: { EUR: 0 } } };
    expect(averagePerCurrency(none)).toEqual({});
    const swiss = { ...profile, purchases: { rows: [], counted: { EUR: 1, CHF: 3, USD: 2 } } };
    expect(usualCurrency(swiss)).toBe('CHF');
    expect(rowOf(purchasesOf(profile), orderMark('a'))?.at).toBe(1);
    expect(rowOf(purchasesOf(profile), orderMark('z'))).toBeUndefined();
    expect(usualCurrency(profile)).toBe('EUR');
    expect(worthsIn(profile, 'EUR').map(({ amount }) => amount)).toEqual([300, 100, 50]);
  });

  it('move by what changed of a row, and never below nothing', () => {
    const before = row('a', 1, 300);
    const profile = boughtBy(before, row('b', 2));
    const after = weighed({ ...before, refunds: { x: 300 } });
    expect(after.off).toBe('refunded');
    const taken = { ...profile, ...withRow(profile, { before, after }) };
    expect(figures(taken)).toEqual({ counted: { EUR: 1 }, spent: { EUR: 100 }, times: [1, 2] });
    const more = withRow({ ...taken, spent: { EUR: 50 } }, { before: row('b', 2), after: row('b', 2, 0) });
    expect(more.spent).toEqual({ EUR: 0 });
    const none = withRow(someone(), { before: row('b', 2), after: row('b', 2, 7, { off: 'cancelled' }) });
    expect(none).toMatchObject({ spent: { EUR: 0 }, purchases: { counted: { EUR: 0 } } });
  });

  it('of an order that stands in a row and among the older ones count it once', () => {
    const { purchases } = boughtBy(row('a', 1), row('b', 2));
    const older = withOlder(undefined, { mark: orderMark('b'), at: 2, total: eur(100) });
    const left = { first: 1, last: 2, marks: '', ...(older && { older }) };
    const both = someone({ purchases: { rows: [], counted: {}, ...purchases, left } });
    expect(worthsIn(both, 'EUR').map(({ at }) => at)).toEqual([1, 2]);
  });

  it('have no first date of an order whose date nobody knows', () => {
    expect(firstOrderAt(boughtBy(row('u', 50, 10, { undated: true })))).toBeUndefined();
  });

  it('weigh a refund of all as an order that does not count, and less than all as one that does', () => {
    expect(weighed(row('a', 1, 100, { refunds: { x: 99 } })).off).toBeUndefined();
    expect(weighed(row('a', 1, 100, { refunds: { x: 60, y: 40 } })).off).toBe('refunded');
    expect(weighed(row('a', 1, 100, { refunds: { x: 100 }, off: 'cancelled' })).off).toBe('cancelled');
    expect(weighed(row('a', 1, 0)).off).toBeUndefined();
  });
});

describe('a customer of many orders', () => {
  const many = LIMITS.purchasesPerProfile + 3;
  const bought = (count = many, change: Partial<Purchase> = {}) =>
    boughtBy(
      ...Array.from({ length: count }, (_, index) => row(`o-${index}`, index + 1, 10 + index, change)),
    );

  it('keeps the newest in rows, and of the others the sums, the dates, the marks and what they were worth', () => {
    const profile = bought();
    const { rows, left, counted } = purchasesOf(profile);
    expect(rows.map(({ at }) => at)).toEqual(Array.from({ length: many - 3 }, (_, index) => index + 4));
    expect([left?.first, left?.last, counted['EUR']]).toEqual([1, 3, many]);
    expect([0, 1, 2, 3].map((n) => hasLeftRows(purchasesOf(profile), orderMark(`o-${n}`)))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(hasLeftRows(purchasesOf(someone()), orderMark('o-0'))).toBe(false);
    expect(worthsIn(profile, 'EUR').map(({ amount }) => amount)).toEqual(
      Array.from({ length: many }, (_, index) => 10 + index),
    );
    expect(worthsIn(profile, 'CHF')).toEqual([]);
    expect([firstOrderAt(profile), lastOrderAt(profile)]).toEqual([1, many]);
  });

  it('forgets those that do not count, and has a last order also where no row counts any more', () => {
    const tests = bought(many, { off: 'test' });
    expect(purchasesOf(tests).left).toBeUndefined();
    expect([firstOrderAt(tests), lastOrderAt(tests), usualGapMs(tests)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const rows = purchasesOf(bought()).rows.map((one) => ({ ...one, off: 'cancelled' as const }));
    const off = someone({ purchases: { ...purchasesOf(bought()), rows } });
    expect([firstOrderAt(off), lastOrderAt(off)]).toEqual([1, 3]);
  });

  it('has an order that comes back into a row counted in no other place', () => {
    const profile = bought();
    const back = row('o-1', 2, 11, { off: 'cancelled', undated: true, placedAt: 2 });
    const taken = { ...profile, ...withRow(profile, { before: row('o-1', 2, 11), after: back }) };
    expect(hasLeftRows(purchasesOf(taken), orderMark('o-1'))).toBe(false);
    expect(orderCount(taken)).toBe(many - 1);
    expect(worthsIn(taken, 'EUR').map(({ at }) => at)).not.toContain(2);
  });

  it('whose order was dated by nobody moves no first and no last date', () => {
    const profile = boughtBy(
      row('u', 50, 10, { undated: true }),
      ...Array.from({ length: many }, (_, index) => row(`o-${index}`, index + 100)),
    );
    const { left } = purchasesOf(profile);
    expect([left?.first, left?.last]).toEqual([50, 102]);
    const later = boughtBy(
      ...Array.from({ length: many }, (_, index) => row(`o-${index}`, index + 100)),
      row('u', 50, 10, { undated: true }),
    );
    expect(purchasesOf(later).left?.first).toBe(100);
    expect(hasLeftRows(purchasesOf(later), orderMark('u'))).toBe(true);
    expect(worthsIn(later, 'EUR')).toHaveLength(many);
  });
});

describe('the usual gap', () => {
  const gapOf = (...times: readonly number[]) =>
    usualGapMs(boughtBy(...times.map((at, index) => row(`o-${index}`, at))));

  it('is the median of the gaps between neighbours, however they came', () => {
    expect([gapOf(), gapOf(5), gapOf(5, 12)]).toEqual([undefined, undefined, 7]);
    expect(gapOf(0, 1, 101)).toBe(50.5);
    expect(gapOf(0, 100, 101, 103)).toBe(2);
    expect(gapOf(103, 0, 101, 100)).toBe(2);
    expect(gapOf(0, 4, 10, 11, 1_000)).toBe(5);
  });
});

describe('an order that had left the rows and comes back', () => {
  const left = { first: 1, last: 9 };
  const backIn = (purchases: Readonly<{ marks: string; older?: readonly string[] }>) => {
    const profile = someone({ purchases: { rows: [], counted: {}, left: { ...left, ...purchases } } });
    return withRow(profile, { after: row('a', 1) }).purchases.left;
  };
  const mark = row('a', 1).id;
  const other = row('b', 1).id;

  it('stands there alone, wherever else it was remembered', () => {
    const older = withOlder(undefined, { mark, at: 1, total: eur(300) });
    expect(backIn({ marks: mark + other })).toEqual({ ...left, marks: other });
    expect(backIn({ marks: other, ...(older && { older }) })).toEqual({ ...left, marks: other });
    expect(backIn({ marks: '', ...(older && { older }) })).toEqual({ ...left, marks: '' });
    expect(backIn({ marks: other })).toEqual({ ...left, marks: other });
  });
});
