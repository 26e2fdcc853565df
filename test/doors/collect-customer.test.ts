/** Everything that is kept about a person is collected, under every profile that they ever had. */
import { expect, it } from 'vitest';
import { everyPlace } from '../../core/consent/gate-places.ts';
import type { Keys } from '../../core/identity/keys.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import type { Profile } from '../../core/state/profile.ts';
import type { TimelineEntry, TimelineRecord } from '../../core/state/timeline.ts';
import { type CollectDeps, collectCustomer } from '../../doors/collect-customer.ts';

const KEYS: Keys = {
  1: 'first-key-first-key-first-key-first-key',
  2: 'second-key-second-key-second-key-second',
};
const joined = (id: string): TimelineEntry => ({ type: 'decision', at: 1, what: 'merged', joined: id });
const record = (profileId: string, ...entries: readonly TimelineEntry[]): TimelineRecord => ({
  profileId,
  ref: `t#${profileId}`,
  inputId: 'i',
  entries,
});
const person = (id: string, email: string, absorbed: readonly string[] = []): Profile => ({
  ...emptyProfile(id, 1, 0),
  absorbed,
  person: { email, asOf: 1 },
});

const collecting = (timelines: Readonly<Record<string, readonly TimelineRecord[]>>) => {
  const read: string[] = [];
  const asked: unknown[] = [];
  const deps: CollectDeps = {
    keys: async () => KEYS,
    profiles: {
      follow: async () => ({}),
      timeline: async (id) => {
        read.push(id);
        return timelines[id] ?? [];
      },
    },
    gateItems: {
      read: async (places) => {
        asked.push(places);
        return places.length > 0 ? { erasedAt: places.length } : undefined;
      },
    },
    ledger: { read: async () => [] },
  };
  return { deps, read, asked };
};

it('the records of every profile that joined are there, also of one that the state has forgotten', async () => {
  const timelines = {
    '1a': [record('1a', joined('2b'), joined('2c'))],
    '2c': [record('2c', joined('4d'), joined('1a'))],
    '4d': [record('4d')],
  };
  const { deps, read } = collecting(timelines);
  const found = await collectCustomer(deps, [person('1a', 'a@example.org', ['2b', '2e'])]);
  expect(read).toEqual(['1a', '2b', '2e', '2c', '4d']);
  expect(found?.records.map(({ profileId }) => profileId)).toEqual(['1a', '2c', '4d']);
});

it('several profiles of one address are one customer', async () => {
  const [a, b] = [person('1a', 'a@example.org'), person('1b', 'b@example.org')];
  const { deps, asked } = collecting({ '1a': [record('1a')], '1b': [record('1b')] });
  const found = await collectCustomer(deps, [a, b]);
  expect(found).toMatchObject({ profile: a, others: [b] });
  expect(found?.records).toHaveLength(2);
  const places = ['a@example.org', 'b@example.org'].flatMap((address) =>
    everyPlace(KEYS, { channel: 'email', address }),
  );
  expect(asked[0]).toEqual(places);
});

it('only channels on which something was stopped have a gate', async () => {
  const { deps } = collecting({});
  const found = await collectCustomer(deps, [person('1a', 'a@example.org')]);
  expect(found?.gates).toStrictEqual({ email: { erasedAt: 2 } });
});

it('nobody is nobody', async () => {
  expect(await collectCustomer(collecting({}).deps, [])).toBeUndefined();
});
