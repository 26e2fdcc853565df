/** What counts of a customer's orders: net, per currency, once, and for ever within bounds. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import {
  averagePerCurrency,
  firstOrderAt,
  lastOrderAt,
  orderCount,
  usualGapMs,
} from '../../../core/state/order-figures.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { cartFlow, DAY, programOf } from '../../support/flows.ts';
import { runs } from '../../support/runs.ts';
import { START, storyOf } from '../../support/story.ts';

const shop = () => storyOf(programOf([cartFlow()]));
const order = (id: string, total = '10.00', more = {}) => ({ order_id: id, currency: 'EUR', total, ...more });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const figures = (profile: Profile) => [orderCount(profile), profile.spent] as const;

describe('an order', () => {
  test('that is cancelled counts no more, and its products were not bought', () => {
    const story = shop()
      .hears('order.placed', order('o-1', '10.00', { items: [{ product_id: '8101', quantity: 1 }] }))
      .hears('order.placed', order('o-2', '25.00'))
      .hears('order.cancelled', order('o-1'));
    expect(figures(story.profile())).toEqual([1, { EUR: 2500 }]);
    expect(story.profile().orders.map(({ uncounted }) => uncounted)).toEqual([true, undefined]);
    expect(figures(story.hears('order.cancelled', order('o-1'), { id: 'again' }).profile())).toEqual([
      1,
      { EUR: 2500 },
    ]);
  });

  test('is worth what its refunds leave, each counted once', () => {
    const story = shop()
      .hears('order.placed', order('o-1', '10.00'))
      .hears('order.refunded', { order_id: 'o-1', currency: 'EUR', amount: '2.50' }, { id: 'r-1' });
    expect(figures(story.profile())).toEqual([1, { EUR: 750 }]);
    expect(story.decisions()).not.toContain('ignored repeat');
    story.hears('order.refunded', { order_id: 'o-1', currency: 'EUR', amount: '1.50' }, { id: 'r-2' });
    expect(figures(story.profile())).toEqual([1, { EUR: 600 }]);
    expect(story.decisions()).not.toContain('ignored repeat');
    expect(averagePerCurrency(story.profile())).toEqual({ EUR: 600 });
  });

  test('that is edited is worth what it became by the sender’s own time, less its refunds', () => {
    const edit = (total: string, minute: number) =>
      [order('o-1', total), { id: `edit-${minute}`, ago: HOUR - minute * MINUTE }] as const;
    const refund = { order_id: 'o-1', currency: 'EUR', amount: '2.50' };
    const story = shop()
      .hears('order.placed', order('o-1', '10.00'), { ago: HOUR })
      .hears('order.updated', ...edit('30.00', 20))
      .hears('order.updated', ...edit('20.00', 10));
    expect(figures(story.profile())).toEqual([1, { EUR: 3000 }]);
    expect(story.profile().orders[0]?.total).toEqual({ amount: 3000, currency: 'EUR' });
    story.hears('order.refunded', refund, { id: 'r-1' }).hears('order.updated', ...edit('12.00', 30));
    expect(figures(story.profile())).toEqual([1, { EUR: 950 }]);
    expect(averagePerCurrency(story.profile())).toEqual({ EUR: 950 });
  });

  test('whose edit is heard before the order itself keeps what it became', () => {
    const story = shop()
      .hears('order.updated', order('o-1', '30.00'), { id: 'edit', ago: MINUTE })
      .hears('order.placed', order('o-1', '10.00'), { ago: HOUR });
    expect(figures(story.profile())).toEqual([1, { EUR: 3000 }]);
  });

  test('that is given back as a whole counts no more', () => {
    const story = shop()
      .hears('order.placed', order('o-1', '10.00'))
      .hears('order.placed', order('o-2', '20.00'))
      .hears('order.refunded', { order_id: 'o-1', currency: 'EUR', amount: '4.00' }, { id: 'r-1' })
      .hears('order.refunded', { order_id: 'o-1', currency: 'EUR', amount: '6.00' }, { id: 'r-2' })
      .hears('order.refunded', { order_id: 'o-2' }, { id: 'r-3' });
    expect(figures(story.profile())).toEqual([0, { EUR: 0 }]);
    expect(averagePerCurrency(story.profile())).toEqual({});
    expect([firstOrderAt(story.profile()), lastOrderAt(story.profile())]).toEqual([undefined, undefined]);
  });

  test('the same refund under one refund_id is one refund, however often it is told', () => {
    const refund = { order_id: 'o-1', currency: 'EUR', amount: '4.00', refund_id: 'r' };
    const story = shop()
      .hears('order.placed', order('o-1'))
      .hears('order.refunded', refund, { id: 'a' })
      .hears('order.refunded', refund, { id: 'b' });
    expect(story.profile().spent).toEqual({ EUR: 600 });
    expect(story.decisions().filter((said) => said === 'ignored repeat')).toHaveLength(1);
  });

  test('is net of a refund that was heard first', () => {
    const story = shop()
      .hears('order.refunded', { order_id: 'o-1', currency: 'EUR', amount: '4.00' })
      .hears('order.placed', order('o-1', '10.00'));
    expect(figures(story.profile())).toEqual([1, { EUR: 600 }]);
  });

  test('a refund in another currency is not converted', () => {
    const story = shop()
      .hears('order.placed', order('o-1'))
      .hears('order.refunded', { order_id: 'o-1', currency: 'USD', amount: '4.00' });
    expect(figures(story.profile())).toEqual([1, { EUR: 1000 }]);
  });

  test('that is a test is no order', () => {
    const story = shop().hears('order.placed', order('o-1', '10.00', { test: true }));
    expect(figures(story.profile())).toEqual([0, {}]);
  });

  test('counts in its own currency, and without an amount in none', () => {
    const story = shop()
      .hears('order.placed', order('o-1', '10.00'))
      .hears('order.placed', { order_id: 'o-2', currency: 'USD', total: '9.00' })
      .hears('order.placed', { order_id: 'o-3', currency: 'EUR' });
    expect(figures(story.profile())).toEqual([3, { EUR: 1000, USD: 900 }]);
    expect(averagePerCurrency(story.profile())).toEqual({ EUR: 1000, USD: 900 });
  });
});

describe('the rhythm of orders', () => {
  test('is the median of the gaps, and first and last are those that count', () => {
    const story = shop()
      .hears('order.placed', order('o-4'), { ago: 5 * DAY })
      .hears('order.placed', order('o-1'), { ago: 100 * DAY })
      .hears('order.placed', order('o-2'), { ago: 90 * DAY })
      .hears('order.placed', order('o-3'), { ago: 60 * DAY });
    expect(usualGapMs(story.profile())).toBe(30 * DAY);
    expect(firstOrderAt(story.profile())).toBe(START - 100 * DAY);
    expect(lastOrderAt(story.profile())).toBe(START - 5 * DAY);
    story.hears('order.cancelled', order('o-4'));
    expect(usualGapMs(story.profile())).toBe(20 * DAY);
    expect(lastOrderAt(story.profile())).toBe(START - 60 * DAY);
    story.hears('order.cancelled', order('o-1')).hears('order.cancelled', order('o-2'));
    expect(usualGapMs(story.profile())).toBeUndefined();
    expect(firstOrderAt(story.profile())).toBe(START - 60 * DAY);
  });
});

describe('after many orders', () => {
  const many = LIMITS.purchasesPerProfile + 30;
  const regular = () => {
    const story = shop();
    for (let index = 0; index < many; index += 1)
      story.hears('order.placed', order(`o-${index}`), { ago: (many - index) * DAY });
    return story;
  };

  test('the state holds some, the sums hold all', () => {
    const profile = regular().profile();
    expect(figures(profile)).toEqual([many, { EUR: many * 1000 }]);
    expect(profile.purchases?.rows).toHaveLength(LIMITS.purchasesPerProfile);
    expect(firstOrderAt(profile)).toBe(START - many * DAY);
    expect(usualGapMs(profile)).toBe(DAY);
  });

  test('what is told of an order of long ago again is told in vain', () => {
    const story = regular()
      .hears('order.placed', order('o-1'), { id: 'late' })
      .hears('order.paid', order('o-2'), { id: 'later' });
    expect(figures(story.profile())).toEqual([many, { EUR: many * 1000 }]);
    expect(story.decisions().filter((said) => said === 'ignored repeat')).toHaveLength(2);
  });

  test('an order of long ago is taken back once, by what the event says', () => {
    const story = regular().hears('order.cancelled', order('o-1'));
    expect(story.profile().history['order.cancelled']?.count).toBe(1);
    expect(figures(story.profile())).toEqual([many - 1, { EUR: (many - 1) * 1000 }]);
    story.hears('order.cancelled', order('o-1'), { id: 'again' });
    expect(figures(story.profile())).toEqual([many - 1, { EUR: (many - 1) * 1000 }]);
    story.hears('order.refunded', { order_id: 'o-2', currency: 'EUR', amount: '3.00' });
    expect(figures(story.profile())).toEqual([many - 1, { EUR: (many - 1) * 1000 - 300 }]);
    expect(lastOrderAt(story.profile())).toBe(START - DAY);
  });

  test('an order whose details alone have left is taken back by its own amount', () => {
    const late = `o-${many - LIMITS.purchasesPerProfile + 2}`;
    const story = regular();
    expect(story.profile().orders.map(({ id }) => id)).not.toContain(late);
    story.hears('order.cancelled', { order_id: late });
    expect(figures(story.profile())).toEqual([many - 1, { EUR: (many - 1) * 1000 }]);
  });
});

describe('a state of an older version', () => {
  test('is read from the orders that it knows and from its counts', () => {
    const { purchases: _, ...older } = shop()
      .hears('order.placed', order('o-1', '10.00'), { ago: 9 * DAY })
      .hears('order.placed', order('o-2', '30.00'), { ago: 2 * DAY })
      .hears('order.cancelled', order('o-1'))
      .profile();
    const placed = { first: START - 400 * DAY, last: START - 2 * DAY, count: 7 };
    const profile: Profile = { ...older, spent: { EUR: 9000 }, history: { 'order.placed': placed } };
    expect(orderCount(profile)).toBe(6);
    expect(firstOrderAt(profile)).toBe(START - 400 * DAY);
    expect(lastOrderAt(profile)).toBe(START - 2 * DAY);
    expect(averagePerCurrency(profile)).toEqual({ EUR: 1500 });
  });
});

test('sums and counts are those of the orders that are left, in whatever order the events come', () => {
  const orders = ['a', 'b', 'c', 'd'];
  const events = orders.flatMap((id, index) => [
    { name: 'order.placed', data: order(id, `${10 + index}.00`) },
    { name: 'order.paid', data: order(id, `${10 + index}.00`) },
    ...(index === 1 ? [{ name: 'order.cancelled', data: order(id, '11.00') }] : []),
    ...(index === 2
      ? [{ name: 'order.refunded', data: { order_id: id, currency: 'EUR', amount: '2.00' } }]
      : []),
    ...(index === 3
      ? [{ name: 'order.refunded', data: { order_id: id, currency: 'EUR', amount: '13.00' } }]
      : []),
  ]);
  fc.assert(
    fc.property(
      fc.shuffledSubarray(events, { minLength: events.length }),
      fc.integer({ min: 0, max: 5 }),
      (heard, again) => {
        const story = shop();
        const told = [...heard, ...heard.slice(0, again)];
        for (const { name, data } of told) story.hears(name, data, { id: `${name}-${data.order_id}` });
        expect(figures(story.profile())).toEqual([2, { EUR: 2000 }]);
      },
    ),
    { numRuns: runs(60) },
  );
});
