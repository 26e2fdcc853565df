/** Facts as other systems read them: money beside its currency, times as ISO 8601, null for what nobody knows. */
import { expect, it } from 'vitest';
import { factAsJson } from '../../../core/conditions/fact-json.ts';
import type { Facts } from '../../../core/conditions/fact-values.ts';
import { eventAt, factsOf, someone } from '../../support/conditions.ts';
import { boughtBy, eur, row } from '../../support/purchases.ts';
import { START } from '../../support/story.ts';

const order = {
  id: 'o',
  at: START,
  status: 'placed' as const,
  products: ['p', 'q'],
  ref: 'r',
  total: eur(1_290),
};
const read = (path: string, change: Partial<Facts> = {}) =>
  factAsJson(path, factsOf({ profile: someone({ orders: [order] }), ...change }));

it('an amount is a decimal beside its currency, and a sum one of each', () => {
  expect(read('order.total')).toEqual({ amount: '12.90', currency: 'EUR' });
  const spent = { ...boughtBy(row('a', START, 300)), spent: { EUR: 300, JPY: 5 } };
  expect(read('orders.spent', { profile: spent })).toEqual([
    { amount: '3.00', currency: 'EUR' },
    { amount: '5', currency: 'JPY' },
  ]);
});

it('a time is written as one, and everything else as it is', () => {
  const bought = boughtBy(row('a', START));
  expect(read('orders.last_at', { profile: bought })).toBe(new Date(START).toISOString());
  expect(read('order.status')).toBe('placed');
  expect(read('order.items')).toEqual(['p', 'q']);
  const event = eventAt('erp.told', {
    currency: 'EUR',
    price: '9.00',
    none: null,
  });
  expect(read('event.price', { event })).toBe('9.00');
  expect(read('event.none', { event })).toBeNull();
});

it('what nobody knows is null', () => {
  expect(read('checkout.total')).toBeNull();
  expect(read('no.such.fact')).toBeNull();
});
