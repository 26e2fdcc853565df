/** What an order is worth where several words state it: the first, and then the latest change by its sender's own time. */
import { expect, it } from 'vitest';
import type { JsonObject } from '../../../core/events/event.ts';
import { HOUR, programOf } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const worth = (total: string, currency = 'EUR'): JsonObject => ({
  order_id: 'o-1',
  currency,
  total,
  items: [],
});
const story = () => storyOf(programOf([]));
const placed = () => story().hears('order.placed', worth('30.00'), { ago: HOUR });
const rowOf = (one: ReturnType<typeof story>) => one.profile().purchases?.rows[0];

it('a later change counts, and what only repeats the order, is as old, or has another currency does not', () => {
  expect(rowOf(placed())).not.toHaveProperty('totalAt');
  const changed = placed().hears('order.updated', worth('25.00'));
  expect([rowOf(changed)?.total?.amount, rowOf(changed)?.totalAt]).toEqual([2_500, changed.now()]);
  for (const [name, data, ago] of [
    ['order.paid', worth('20.00'), 0],
    ['order.updated', worth('20.00'), HOUR],
    ['order.updated', worth('20.00', 'USD'), 0],
  ] as const) {
    const told = placed().hears(name, data, { ago });
    expect([rowOf(told)?.total, rowOf(told)?.totalAt]).toEqual([
      { amount: 3_000, currency: 'EUR' },
      undefined,
    ]);
  }
});

it('a total keeps its time where the order turns out to be older, so that no older change replaces it', () => {
  const older = story()
    .hears('order.paid', worth('30.00'), { ago: HOUR })
    .hears('order.placed', worth('30.00'), { ago: 3 * HOUR });
  expect(rowOf(older)).toMatchObject({ at: older.now() - 3 * HOUR, totalAt: older.now() - HOUR });
  older.hears('order.updated', worth('20.00'), { ago: 2 * HOUR });
  expect(rowOf(older)?.total?.amount).toBe(3_000);
});

it('a time without a total is none: the first total is as old as its order, and a later change counts', () => {
  const told = story()
    .hears('order.paid', { order_id: 'o-1' }, { ago: HOUR })
    .hears('order.placed', worth('30.00'), { ago: 3 * HOUR })
    .hears('order.updated', worth('20.00'), { ago: 2 * HOUR });
  expect(rowOf(told)?.total?.amount).toBe(2_000);
});

it('a change keeps its time where the order turns out to be older, so that no change before it counts', () => {
  const told = story()
    .hears('order.paid', worth('30.00'), { ago: 4 * HOUR })
    .hears('order.updated', worth('25.00'), { ago: HOUR })
    .hears('order.placed', worth('30.00'), { ago: 6 * HOUR })
    .hears('order.updated', worth('27.00'), { ago: 2 * HOUR });
  expect(rowOf(told)?.total?.amount).toBe(2_500);
});
