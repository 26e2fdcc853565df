/** The shop's own facts and tags in a record of a customer, and what an unproven consent is. */
import { expect, test } from 'vitest';
import { UNPROVEN_CONSENT } from '../../../core/consent/unproven.ts';
import { parseEventData } from '../../../core/events/event-data.ts';
import { LIMITS } from '../../../core/limits.ts';
import { programOf } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const story = () => storyOf(programOf([]));
const record = (customer: object) => ({ customer: { ...customer } as Record<string, never> });

test('facts and tags are added, and what is not named stays', () => {
  const told = story()
    .hears('customer.updated', record({ attributes: { size: '39', colour: 'blue' }, tags: ['tea', 'vip'] }))
    .hears('customer.created', record({ attributes: { size: 40, gift: true }, tags: ['vip', 'new'] }));
  expect(told.profile().attributes).toEqual({ colour: 'blue', size: 40, gift: true });
  expect(told.profile().tags).toEqual(['tea', 'vip', 'new']);
});

test('only a record brings them: what was typed into an order does not', () => {
  const told = story().hears('order.placed', {
    order_id: 'o-1',
    ...record({ attributes: { size: '39' }, tags: ['vip'] }),
  });
  expect([told.profile().attributes, told.profile().tags]).toEqual([{}, []]);
});

test('beyond the bounds the oldest go', () => {
  const many = Object.fromEntries(
    Array.from({ length: LIMITS.attributesPerProfile }, (_, index) => [`fact_${index}`, index]),
  );
  const told = story()
    .hears('customer.updated', record({ attributes: { first: 1 } }))
    .hears('customer.updated', record({ attributes: many }));
  expect(told.profile().attributes).toEqual(many);
});

test('names of every object, nested values and odd names are left out', () => {
  const read = parseEventData('customer.updated', {
    customer: { attributes: { constructor: 1, 'Shoe Size': 1, deep: { a: 1 }, size: ' 39 ', none: null } },
  });
  expect(read).toEqual({ ok: true, data: { customer: { attributes: { size: '39' } } } });
});

test('an unproven consent is a tag that a real one takes away, and that nobody gets who has agreed or left', () => {
  const unproven = record({ tags: [UNPROVEN_CONSENT] });
  const asked = story().hears('customer.updated', unproven);
  expect(asked.profile().tags).toEqual([UNPROVEN_CONSENT]);
  expect(asked.consents().profile().tags).toEqual([]);
  expect(asked.hears('customer.updated', unproven).profile().tags).toEqual([]);
  const left = story().hears('consent.withdrawn', { channel: 'email' }).hears('customer.updated', unproven);
  expect(left.profile().tags).toEqual([]);
});

test('a suppression from another tool keeps what that tool found out', () => {
  const reason = (stated: string) =>
    story().hears('suppression.added', { channel: 'email', reason: stated }).profile().suppressions.email
      ?.reason;
  expect(['bounce', 'complaint', 'manual', 'whatever'].map(reason)).toEqual([
    'bounce',
    'complaint',
    'manual',
    'manual',
  ]);
});
