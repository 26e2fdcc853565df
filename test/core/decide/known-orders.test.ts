/** What a shop that is asked for its orders need not tell again: what the customer's profile has heard of. */
import { expect, it } from 'vitest';
import { knowsOf } from '../../../core/decide/apply/apply-order.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import { HOUR, programOf } from '../../support/flows.ts';
import { START, storyOf } from '../../support/story.ts';

const told = (name: string, more: JsonObject = {}) => ({
  id: name,
  name,
  at: START,
  source: 'shopify',
  identities: [],
  data: { order_id: 'o-1', ...more },
});
const NAMES = ['order.placed', 'order.paid', 'order.cancelled'];
/** Which of these words the profile has heard of, after it has heard the given ones. */
const knownAfter = (...heard: readonly string[]): readonly string[] => {
  const story = storyOf(programOf([])).hears('customer.updated');
  for (const name of heard)
    story.hears(name, { order_id: 'o-1', currency: 'EUR', total: '10.00', items: [] }).passes(HOUR);
  return NAMES.filter((name) => knowsOf(story.profile(), told(name)));
};

it.each([
  [[], []],
  [['order.placed'], ['order.placed']],
  [
    ['order.placed', 'order.paid'],
    ['order.placed', 'order.paid'],
  ],
  // It was never told that it was placed: what it held is still news.
  [['order.paid'], ['order.paid']],
  [['order.placed', 'order.cancelled'], NAMES],
] as const)('after %o this is known: %o', (heard, known) => {
  expect(knownAfter(...heard)).toEqual(known);
});

it('a change is known where it says what the order is worth already', () => {
  const story = storyOf(programOf([]));
  const worth = (total: string, currency = 'EUR') => told('order.updated', { total, currency });
  expect(knowsOf(story.hears('customer.updated').profile(), worth('10.00'))).toBe(false);
  story.hears('order.placed', { order_id: 'o-1', currency: 'EUR', total: '10.00', items: [] });
  const known = [worth('10.00'), worth('12.00'), worth('12.00', 'CHF')].map((word) =>
    knowsOf(story.profile(), word),
  );
  expect(known).toEqual([true, false, true]);
});

it('a refund is known by its own number, and an event without an order by nothing', () => {
  const story = storyOf(programOf([]));
  story.hears('order.placed', { order_id: 'o-1', currency: 'EUR', total: '10.00', items: [] });
  story.hears('order.refunded', { order_id: 'o-1', refund_id: 'r-1', currency: 'EUR', amount: '1.00' });
  const profile = story.profile();
  expect(knowsOf(profile, told('order.refunded', { refund_id: 'r-1' }))).toBe(true);
  expect(knowsOf(profile, told('order.refunded', { refund_id: 'r-2' }))).toBe(false);
  expect(knowsOf(profile, told('order.placed', { order_id: '' }))).toBe(false);
  expect(knowsOf(profile, told('checkout.updated'))).toBe(false);
});

it('a cancelled order of which no details are kept any more is known as it stood', () => {
  const story = storyOf(programOf([]));
  for (let n = 1; n <= 15; n += 1)
    story
      .hears('order.placed', { order_id: `o-${n}`, currency: 'EUR', total: '1.00', items: [] })
      .passes(HOUR);
  expect(story.profile().orders.some(({ id }) => id === 'o-1')).toBe(false);
  expect(NAMES.filter((name) => knowsOf(story.profile(), told(name)))).toEqual([
    'order.placed',
    'order.paid',
  ]);
  story.hears('order.cancelled', { order_id: 'o-1' });
  expect(NAMES.filter((name) => knowsOf(story.profile(), told(name)))).toEqual(NAMES);
});
