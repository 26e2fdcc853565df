/** The shop's own facts and tags in a record of a customer, and what an unproven consent is. */
import { expect, test } from 'vitest';
import { UNPROVEN_CONSENT } from '../../../core/consent/unproven.ts';
import { decide } from '../../../core/decide/decide.ts';
import { parseEventData } from '../../../core/events/event-data.ts';
import { LIMITS } from '../../../core/limits.ts';
import { programOf } from '../../support/flows.ts';
import { heard, rules } from '../../support/heard.ts';
import { START, storyOf } from '../../support/story.ts';

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

test('a fact that is said anew is the newest, and beyond the bound the oldest tags go too', () => {
  const told = story()
    .hears('customer.updated', record({ attributes: { size: '39', colour: 'blue' } }))
    .hears('customer.updated', record({ attributes: { size: '40' }, tags: ['first'] }));
  expect(Object.keys(told.profile().attributes)).toEqual(['colour', 'size']);
  const many = Array.from({ length: LIMITS.tagsPerProfile }, (_, index) => `tag-${index}`);
  expect(told.hears('customer.updated', record({ tags: many })).profile().tags).toEqual(many);
});

test('what is no fact and no tag is left out, however it came this far', () => {
  const told = story().hears(
    'customer.updated',
    record({ attributes: { none: null, deep: { a: 1 }, list: [1], size: '39' }, tags: ['tea', 7, null] }),
  );
  expect(told.profile().attributes).toEqual({ size: '39' });
  expect(told.profile().tags).toEqual(['tea']);
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
  expect(left.hears('customer.updated', record({ tags: ['vip'] })).profile().tags).toEqual(['vip']);
});

test('who agreed has every other tag, and who left again keeps the unproven one', () => {
  const tags = ['tea', UNPROVEN_CONSENT];
  const asked = () => story().hears('customer.updated', record({ tags }));
  expect(asked().hears('consent.withdrawn', { channel: 'email' }).profile().tags).toEqual(tags);
  const agreed = asked().consents();
  expect(agreed.profile().tags).toEqual(['tea']);
  expect(agreed.hears('customer.updated', record({ tags: ['vip'] })).profile().tags).toEqual(['tea', 'vip']);
});

test('who has the tag by one profile and the consent by another loses the tag with the next word', () => {
  const both = { ...story().consents().profile(), tags: ['tea', UNPROVEN_CONSENT] };
  const { state } = decide(both, heard(both.id, { id: 'v', name: 'product.viewed' }), rules, START);
  expect(state).toMatchObject({ tags: ['tea'] });
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
