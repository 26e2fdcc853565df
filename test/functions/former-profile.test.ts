/** Whom an event is about that names nothing but an order: links of older versions count, and none is guessed. */
import { expect, test } from 'vitest';
import { orderIdentities } from '../../core/events/order-links.ts';
import { type Identity, profileIdOf } from '../../core/identity/identity.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import type { ProfileInput } from '../../core/state/input.ts';
import type { ProfileState, Tombstone } from '../../core/state/profile.ts';
import { formerProfileOf } from '../../functions/advance/former-profile.ts';

const NOW = Date.parse('2026-11-30T10:00:00Z');
const link = (value: string, mergedInto: string, disputed?: true): readonly [string, Tombstone] => {
  const id = profileIdOf('k', 'anonymous', value);
  return [id, { kind: 'tombstone', id, mergedInto, at: NOW, pending: [], ...(disputed && { disputed }) }];
};
const person = (id: string): readonly [string, ProfileState] => [id, emptyProfile(id, 1, NOW)];

const storeOf = (...entries: (readonly [string, ProfileState])[]) => {
  const states = new Map(entries);
  return {
    load: async (id: string) => ({ state: states.get(id), version: 1 }),
    follow: async (id: string) => {
      const state = states.get(id);
      return state?.kind === 'live' ? { profile: state } : {};
    },
  };
};

const parcel = (): readonly Identity[] =>
  orderIdentities(
    {
      name: 'shipment.sent',
      data: { order_id: '6100', order_number: '#1352' },
      source: 'carrier',
      key: 'k',
      orders: { ofAnyShop: true, sources: ['shop'] },
    },
    { isNamed: false, isTold: false },
  );

const input = (identities: readonly Identity[]): ProfileInput => ({
  kind: 'event',
  inputId: 'i',
  profileId: identities[0]?.profileId ?? '',
  receivedAt: NOW,
  event: { id: 'e', name: 'shipment.sent', at: NOW, source: 'carrier', identities, data: {} },
});

test('a link that an older version made from the id alone still leads to its customer', async () => {
  const store = storeOf(link('order:6100', '1a'), person('1a'));
  expect(await formerProfileOf(store, input(parcel()), undefined)).toBe('1a');
});

test('an order that its own shop knows by its id is found where nobody is known by its number', async () => {
  const store = storeOf(link('order:shop/6100', '1a'), link('order:6100', '1a'), person('1a'));
  expect(await formerProfileOf(store, input(parcel()), undefined)).toBe('1a');
});

test('links that lead to two people lead to neither, and a disputed one leads nowhere', async () => {
  const two = storeOf(link('order:shop/6100', '1a'), link('order:6100', '1b'), person('1a'), person('1b'));
  expect(await formerProfileOf(two, input(parcel()), undefined)).toBeUndefined();
  const disputed = storeOf(link('order:6100', '1a', true), person('1a'));
  expect(await formerProfileOf(disputed, input(parcel()), undefined)).toBeUndefined();
});

test('a number that two people have is settled by the id where that is known', async () => {
  const [, standing] = link('ordered:1352', '1b', true);
  const store = storeOf(link('order:shop/6100', '1a'), person('1a'));
  expect(await formerProfileOf(store, input(parcel()), standing)).toBe('1a');
});

test('whom the first form leads to is not asked for under another, and neither is a name that is no other form', async () => {
  const store = storeOf(link('order:shop/6100', '1a'), person('1a'));
  const [, own] = link('ordered:1352', '1b');
  expect(await formerProfileOf(store, input(parcel()), own)).toBeUndefined();
  const [first, ...others] = parcel();
  const unlike = others.map(({ formerly: _formerly, ...identity }) => identity);
  expect(await formerProfileOf(store, input([first as Identity, ...unlike]), undefined)).toBeUndefined();
});

test('an address leads by its former spelling to whoever lives there, and to nobody who moved on', async () => {
  const spelled = (value: string, profileId: string): Identity => ({ kind: 'email', value, profileId });
  const told = input([
    spelled('mina@example.org', '1mina'),
    { ...spelled('Mina@example.org', '1former'), formerly: true },
  ]);
  const moved: readonly [string, ProfileState] = ['1former', { ...link('x', '1a')[1], id: '1former' }];
  expect(await formerProfileOf(storeOf(person('1former')), told, undefined)).toBe('1former');
  expect(await formerProfileOf(storeOf(moved, person('1a')), told, undefined)).toBeUndefined();
  expect(await formerProfileOf(storeOf(), told, undefined)).toBeUndefined();
});
