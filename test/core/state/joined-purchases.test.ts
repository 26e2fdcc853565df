/** What counts of the orders of two profiles in one, and of a state that an older version wrote. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import { usualCurrency } from '../../../core/state/order-figures.ts';
import type { Profile } from '../../../core/state/profile.ts';
import type { Purchase } from '../../../core/state/purchase.ts';
import {
  hasLeftRows,
  joinedPurchases,
  orderMark,
  purchasesOf,
  withRow,
  worthsIn,
} from '../../../core/state/purchases.ts';
import { someone } from '../../support/conditions.ts';
import { boughtBy, eur, figures, row } from '../../support/purchases.ts';

describe('an order that both know with another worth', () => {
  const joined = (own: Purchase, other: Purchase) =>
    joinedPurchases(boughtBy(own), boughtBy(other)).purchases?.rows[0];
  const order = (at: number, amount: number, change: Partial<Purchase> = {}) => row('o', at, amount, change);

  it('is worth what was said last, and remembers when that was', () => {
    const edited = order(5, 200, { totalAt: 9 });
    for (const of of [joined(order(5, 100), edited), joined(edited, order(5, 100))])
      expect(of).toMatchObject({ total: eur(200), totalAt: 9, at: 5 });
    expect(joined(order(5, 100), order(3, 200))).toMatchObject({ total: eur(100), totalAt: 5, at: 3 });
  });

  it('is, where both were said at once, worth what the survivor knows', () => {
    const of = joined(order(5, 100), order(5, 200));
    expect(of?.total).toEqual(eur(100));
    expect(of).not.toHaveProperty('totalAt');
  });

  it('is worth what the one knows who could read it', () => {
    const { total: _total, ...unread } = order(9, 100);
    for (const of of [joined(unread, order(5, 200)), joined(order(5, 200), unread)]) {
      expect(of?.total).toEqual(eur(200));
      expect(of).not.toHaveProperty('totalAt');
    }
  });
});

describe('two profiles in one', () => {
  it('add up, and an order that both know counts once, with what either knows of it', () => {
    const own = boughtBy(row('mine', 1, 100), row('both', 5, 200, { refunds: { x: 20 } }));
    const other = boughtBy(row('theirs', 2, 300), row('both', 4, 200, { refunds: { y: 30 } }));
    const joined = joinedPurchases(own, other);
    expect(figures({ ...own, ...joined })).toEqual({
      counted: { EUR: 3 },
      spent: { EUR: 550 },
      times: [1, 2, 4],
    });
    expect(joined.purchases?.rows[2]?.refunds).toEqual({ x: 20, y: 30 });
    const taken = boughtBy(row('both', 4, 200, { off: 'cancelled' }));
    expect(figures({ ...own, ...joinedPurchases(own, taken) })).toMatchObject({
      counted: { EUR: 1 },
      spent: { EUR: 100 },
    });
    const apart = boughtBy(row('both', 4, 200, { refunds: { y: 190 } }));
    expect(joinedPurchases(own, apart).purchases?.rows[1]).toMatchObject({ at: 4, off: 'refunded' });
  });

  it('know as many orders that left by their marks as there is room for, the newest of them', () => {
    const room = LIMITS.orderMarksPerProfile;
    const marks = (name: string) => Array.from({ length: room }, (_, n) => orderMark(`${name}-${n}`));
    const full = (name: string): Profile => {
      const left = { first: 1, last: 2, marks: marks(name).join('') };
      return someone({ purchases: { rows: [], counted: {}, left } });
    };
    const { purchases } = joinedPurchases(full('a'), full('b'));
    expect(purchases?.left?.marks).toBe(marks('a').join(''));
    let more = full('a');
    for (let n = 0; n <= LIMITS.purchasesPerProfile; n += 1)
      more = { ...more, ...withRow(more, { after: row(`new-${n}`, 10 + n) }) };
    expect(more.purchases?.left?.marks).toBe([...marks('a').slice(1), orderMark('new-0')].join(''));
  });

  it('say nothing of refunds where neither knew of any', () => {
    const [joined] = joinedPurchases(boughtBy(row('a', 1)), boughtBy(row('a', 1))).purchases?.rows ?? [];
    expect(joined).not.toHaveProperty('refunds');
  });

  it('keep what left the rows of either', () => {
    const many = (name: string, from: number) =>
      boughtBy(
        ...Array.from({ length: LIMITS.purchasesPerProfile + 1 }, (_, index) =>
          row(`${name}-${index}`, from + index),
        ),
      );
    const [a, b] = [many('a', 100), many('b', 10)];
    const both = { ...a, ...joinedPurchases(a, b) };
    const { left } = purchasesOf(both);
    expect(left).toMatchObject({ first: 10, last: 100 });
    expect(['a-0', 'b-0'].every((name) => hasLeftRows(purchasesOf(both), orderMark(name)))).toBe(true);
    expect(worthsIn(both, 'EUR')).toHaveLength(2 * LIMITS.purchasesPerProfile + 2);
    expect(joinedPurchases(a, someone()).purchases?.left).toEqual(a.purchases?.left);
    expect(joinedPurchases(someone(), a).purchases?.left).toEqual(a.purchases?.left);
    expect(joinedPurchases(someone({ spent: { EUR: 1 } }), someone({ spent: { EUR: 2 } }))).toEqual({
      spent: { EUR: 3 },
    });
  });
});

describe('a state of an older version', () => {
  const order = (id: string, at: number, change = {}) => ({
    id,
    at,
    status: 'placed' as const,
    products: [],
    ref: 'r',
    total: eur(100),
    ...change,
  });
  const placed = { first: 1, last: 40, count: 5 };

  it('has the orders that it knows in rows, and counts the others that its history counted', () => {
    const orders = [order('b', 40), order('a', 30), order('c', 35, { status: 'cancelled' })];
    const older = someone({ orders, history: { 'order.placed': placed } });
    expect(purchasesOf(older)).toEqual({
      rows: [row('a', 30), row('c', 35, 100, { off: 'cancelled' }), row('b', 40)],
      counted: { EUR: 4 },
      left: { first: 1, last: 30, marks: '' },
    });
    expect(purchasesOf(someone({ orders }))).toEqual({
      rows: [row('a', 30), row('c', 35, 100, { off: 'cancelled' }), row('b', 40)],
      counted: { EUR: 2 },
    });
    expect(purchasesOf(someone({ orders, history: { 'order.placed': { ...placed, count: 3 } } })).left).toBe(
      undefined,
    );
    expect(purchasesOf(someone({ history: { 'order.placed': placed } }))).toEqual({
      rows: [],
      counted: { '': 5 },
      left: { first: 1, last: 40, marks: '' },
    });
    expect(purchasesOf(someone())).toEqual({ rows: [], counted: {} });
    const { purchases } = withRow(older, { after: row('d', 50) });
    expect(purchases.left).toEqual({ first: 1, last: 30, marks: '' });
    expect(usualCurrency(someone({ history: { 'order.placed': placed } }))).toBeUndefined();
  });
});
