/** The profile store against a real DynamoDB implementation. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createProfileStore } from '../../../adapters/dynamodb/profiles.ts';
import { LIMITS } from '../../../core/limits.ts';
import type { ProfileStore } from '../../../core/ports/profile-store.ts';
import { present } from '../../../core/present.ts';
import { emptyProfile } from '../../../core/state/empty-profile.ts';
import type { Profile } from '../../../core/state/profile.ts';
import type { TimelineRecord } from '../../../core/state/timeline.ts';
import { LOCAL } from '../../../stand-ins/names.ts';
import { createTestAws, TEST_START, type TestAws } from '../../support/aws.ts';

let aws: TestAws;
let store: ProfileStore;

beforeAll(async () => {
  aws = await createTestAws();
  store = createProfileStore({ client: aws.dynamodb, tableName: LOCAL.table });
});
afterAll(() => aws.close());

const profile = (id: string, change: Partial<Profile> = {}): Profile => ({
  ...emptyProfile(id, 1, TEST_START),
  ...change,
});
const record = (profileId: string, ref: string, text: string): TimelineRecord => ({
  profileId,
  ref,
  inputId: ref,
  entries: [{ type: 'decision', at: TEST_START, what: text }],
});

describe('a state', () => {
  test('that was never written is nothing at version 0', async () => {
    expect(await store.load('1nobody')).toEqual({ version: 0 });
  });

  test('comes back as it was written, empty parts included', async () => {
    const written = profile('1a', { person: { email: 'a@example.org', asOf: 1 }, tags: ['vip'] });
    await store.save(written, 0, {});
    const { bytes = 0, ...read } = await store.load('1a');
    expect(read).toEqual({ state: written, version: 1 });
    // Nothing but the changes is measured where the size is known, so it is never told too small.
    expect(bytes).toBeGreaterThanOrEqual(Buffer.byteLength(JSON.stringify(written)));
  });

  test('that waits in a tombstone to be taken over has all its parts too, whichever version wrote it', async () => {
    const last = { kind: 'live', id: '2old', seq: 1, since: TEST_START } as Profile;
    const old = { kind: 'tombstone', id: '2old', mergedInto: '1a', at: 1, pending: [], last } as const;
    await store.save(old, 0, {});
    expect((await store.load('2old')).state).toMatchObject({ last: emptyProfile('2old', 1, TEST_START) });
  });

  test('is written only over the version it was decided from, and the loser learns what stands there', async () => {
    await store.save(profile('1b'), 0, {});
    expect(await store.save(profile('1b', { tags: ['winner'] }), 1, {})).toEqual({ saved: 2 });
    expect(await store.save(profile('1b', { tags: ['loser'] }), 1, {})).toMatchObject({
      lostTo: { version: 2, state: { tags: ['winner'] } },
    });
    expect(await store.save(profile('1b'), 0, {})).toMatchObject({ lostTo: { version: 2 } });
  });

  test('of two first writes at the same instant one wins', async () => {
    const results = await Promise.all([store.save(profile('1c'), 0, {}), store.save(profile('1c'), 0, {})]);
    expect(results.filter((result) => 'saved' in result)).toHaveLength(1);
  });

  test('that no item can hold is refused, with the numbers', async () => {
    const tags = Array.from({ length: 80_000 }, (_, index) => Math.sin(index).toString(36));
    await expect(store.save(profile('1d', { tags }), 0, {})).rejects.toThrow(/at most 399360 are allowed/);
  });
});

describe('an id is followed', () => {
  const pointing = (id: string, mergedInto: string, erasedAt?: number): Promise<unknown> =>
    store.save(
      present({ kind: 'tombstone', id, mergedInto, at: TEST_START, pending: [], erasedAt } as const),
      0,
      {},
    );

  test('over every tombstone to the profile that lives, the marker of an erased person included', async () => {
    await store.save(profile('1end', { tags: ['vip'] }), 0, {});
    await pointing('2middle', '1end');
    await pointing('4begin', '2middle');
    expect(await store.follow('4begin')).toMatchObject({ profile: { id: '1end', tags: ['vip'] } });
    expect((await store.follow('1end')).erasedAt).toBeUndefined();
    await store.save(profile('1marker', { erasedAt: TEST_START }), 0, {});
    expect(await store.follow('1marker')).toMatchObject({
      profile: { id: '1marker' },
      erasedAt: TEST_START,
    });
  });

  test('to nobody where nothing stands at the end', async () => {
    await pointing('2lost', '1nowhere');
    expect(await store.follow('2lost')).toEqual({});
    expect(await store.follow('1nowhere')).toEqual({});
  });

  test('and the latest erasure on the way counts', async () => {
    await store.save(profile('1twice', { erasedAt: 5 }), 0, {});
    await pointing('2first', '1twice', 3);
    await pointing('3last', '2first', 9);
    expect((await store.follow('2first')).erasedAt).toBe(5);
    expect((await store.follow('3last')).erasedAt).toBe(9);
  });

  test('so far as chains can be, and a longer one is told as the fault it is', async () => {
    const names = Array.from({ length: LIMITS.tombstonesInARow + 2 }, (_, index) => `2chain${index}`);
    for (const [index, name] of names.slice(0, -1).entries()) await pointing(name, names[index + 1] ?? '');
    await store.save(profile(names.at(-1) ?? ''), 0, {});
    expect(await store.follow('2chain1')).toMatchObject({ profile: { id: names.at(-1) } });
    await expect(store.follow('2chain0')).rejects.toThrow(/more than 10 tombstones/);
  });
});

describe('an identity', () => {
  test('that nobody has is linked; one that lives or points elsewhere says so', async () => {
    expect(await store.link('2x', '1x', { at: TEST_START, by: undefined })).toBe('linked');
    expect(await store.link('2x', '1x', { at: TEST_START, by: undefined })).toMatchObject({
      state: { kind: 'tombstone', mergedInto: '1x' },
    });
    await store.save(profile('2y'), 0, {});
    expect(await store.link('2y', '1x', { at: TEST_START, by: undefined })).toMatchObject({
      state: { kind: 'live', id: '2y' },
    });
  });
});

describe('a record', () => {
  test('is read by its reference, also under the profile it was written for before a merge', async () => {
    await store.putRecord(record('4old', 't#1#a', 'first'), 0, TEST_START + 1000);
    expect((await store.readRecord('4old', 't#1#a'))?.entries[0]).toMatchObject({ what: 'first' });
    expect((await store.readRecord('1new', '4old/t#1#a'))?.entries[0]).toMatchObject({ what: 'first' });
    expect(await store.readRecord('1new', 't#1#none')).toBeUndefined();
  });

  test('written again by a slower process that started from an older state stays as it is', async () => {
    await store.putRecord(record('1r', 't#1#a', 'newer'), 5, TEST_START + 1000);
    await store.putRecord(record('1r', 't#1#a', 'older'), 4, TEST_START + 1000);
    expect((await store.timeline('1r'))[0]?.entries[0]).toMatchObject({ what: 'newer' });
  });

  test('stands in the timeline by time of receipt', async () => {
    await store.putRecord(record('1t', 't#2#b', 'second'), 0, TEST_START + 1000);
    await store.putRecord(record('1t', 't#1#a', 'first'), 0, TEST_START + 1000);
    expect(
      (await store.timeline('1t')).flatMap(({ entries }) =>
        entries.map((entry) => entry.type === 'decision' && entry.what),
      ),
    ).toEqual(['first', 'second']);
  });

  test('stands in it however long it is: DynamoDB returns at most a megabyte at a time', async () => {
    const refs = ['t#1#a', 't#2#b', 't#3#c', 't#4#d'];
    for (const ref of refs)
      await store.putRecord(record('1long', ref, incompressible(ref)), 0, TEST_START + 1000);
    expect((await store.timeline('1long')).map(({ ref }) => ref)).toEqual(refs);
  });
});

/** So much that packing leaves some 380 KB of it. */
const incompressible = (seed: string): string =>
  Array.from({ length: 11_500 }, (_, index) =>
    createHash('sha256').update(`${seed}${index}`).digest('base64'),
  ).join('');

describe('the due index', () => {
  test('finds who is overdue and counts who waits where, and forgets who waits no longer', async () => {
    await store.save(profile('1due'), 0, {
      due: { at: TEST_START - 1, waiting: ['abandoned-cart/wait-1h'] },
    });
    const overdue = async () =>
      (
        await Promise.all(Array.from({ length: 8 }, (_, shard) => store.overdue(shard, TEST_START, 10)))
      ).flat();
    expect(await overdue()).toEqual([{ profileId: '1due', dueAt: TEST_START - 1 }]);
    expect(await store.waiting()).toEqual({ 'abandoned-cart/wait-1h': 1 });
    await store.save(profile('1due'), 1, {});
    expect(await overdue()).toEqual([]);
  });

  test('finds people in every shard, also those who wait at no step of a flow', async () => {
    const ids = ['0', '1', '2', '3', '4', '5', '6', '7'].map((end) => `1shard000${end}`);
    for (const id of ids) await store.save(profile(id), 0, { due: { at: 1, waiting: ['flow/step'] } });
    await store.save(profile('1free0000'), 0, { due: { at: 1, waiting: [] } });
    expect(await store.waiting()).toEqual({ 'flow/step': ids.length });
    const found = await Promise.all(ids.map((_, shard) => store.overdue(shard, TEST_START, 10)));
    expect(found.map(({ length }) => length)).toEqual([2, 1, 1, 1, 1, 1, 1, 1]);
  });
});
