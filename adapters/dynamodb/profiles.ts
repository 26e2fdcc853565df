/**
 * The profile store in DynamoDB: one state item per profile, one conditional write per input, and timeline
 * records beside it.
 */

import { GetCommand, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Followed, ProfileStore, Versioned } from '../../core/ports/profile-store.ts';
import { present } from '../../core/present.ts';
import { linkExpiryOf } from '../../core/state/due.ts';
import type { Tombstone } from '../../core/state/profile.ts';
import type { TimelineEntry, TimelineRecord } from '../../core/state/timeline.ts';
import { followTombstones } from './follow.ts';
import { pack, unpack } from './packed.ts';
import { fromItem, profileIdAt, type StoredProfile, shardName, toItem } from './profile-codec.ts';
import { type Key, refusalOf, type Table } from './table.ts';

export const createProfileStore = (table: Table): ProfileStore => ({
  load: (profileId) => load(table, profileId),
  follow: (profileId) => follow(table, profileId),
  save: async (state, expectedVersion, { due, expiresAt }) => {
    const version = expectedVersion + 1;
    const item = toItem(present({ state, version, due, expiresAt }));
    const lostTo = await putIf(table, item, expectedVersion);
    return lostTo ? { lostTo } : { saved: version };
  },
  link: async (from, into, { at, by }) => {
    const tombstone: Tombstone = present({
      kind: 'tombstone',
      id: from,
      mergedInto: into,
      at,
      by,
      pending: [],
    });
    const item = toItem(present({ state: tombstone, version: 1, expiresAt: linkExpiryOf(from, at) }));
    return (await putIf(table, item, 0)) ?? 'linked';
  },
  putRecord: (record, baseVersion, expiresAt) => putRecord(table, record, { baseVersion, expiresAt }),
  readRecord: (profileId, ref) => readRecord(table, profileId, ref),
  timeline: (profileId) => timeline(table, profileId),
  overdue: (shard, at, limit) => overdue(table, { shard, at, limit }),
  waiting: () => waiting(table),
});

const load = async ({ client, tableName }: Table, profileId: string): Promise<Versioned> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: keys.profile(profileId), ConsistentRead: true }),
  );
  return fromItem(Item);
};

const follow = async (table: Table, profileId: string): Promise<Followed> => {
  const { passed, end } = await followTombstones(profileId, (id) => load(table, id));
  const way = [...passed, end];
  const erasures = way.flatMap(({ state }) => state?.erasedAt ?? []);
  const sharers = way.flatMap(({ state }) => state?.sharers ?? []);
  return present({
    profile: end.state?.kind === 'live' ? end.state : undefined,
    erasedAt: erasures.length === 0 ? undefined : Math.max(...erasures),
    sharers: sharers.length === 0 ? undefined : sharers,
  });
};

/**
 * Returns the state that stands there where the write lost. AWS returns it with the error for free; a
 * stand-in that does not is asked.
 */
const putIf = async (
  table: Table,
  item: StoredProfile,
  expectedVersion: number,
): Promise<Versioned | undefined> => {
  const fresh = expectedVersion === 0;
  const refused: Partial<StoredProfile> | undefined = await refusalOf(
    table.client.send(
      new PutCommand(
        present({
          TableName: table.tableName,
          Item: item,
          ConditionExpression: fresh ? 'attribute_not_exists(pk)' : '#version = :expected',
          ExpressionAttributeNames: fresh ? undefined : { '#version': 'version' },
          ExpressionAttributeValues: fresh ? undefined : { ':expected': expectedVersion },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    ),
  );
  if (!refused) return undefined;
  return refused.pk === undefined ? load(table, profileIdAt(item.pk)) : fromItem(refused);
};

type StoredRecord = Readonly<{
  pk: string;
  sk: string;
  input: string;
  entries: Uint8Array;
  base: number;
  expiresAt: number;
}>;

type Validity = Readonly<{ baseVersion: number; expiresAt: number }>;

/**
 * Writes a record unless a newer one stands there: a slower process that decided the same input from an older
 * state must not replace the winner's record.
 */
const putRecord = async (
  { client, tableName }: Table,
  { profileId, ref, inputId, entries }: TimelineRecord,
  { baseVersion, expiresAt }: Validity,
): Promise<void> => {
  const Item: StoredRecord = {
    ...keys.record(profileId, ref),
    input: inputId,
    entries: pack(entries),
    base: baseVersion,
    expiresAt: Math.floor(expiresAt / 1000),
  };
  await refusalOf(
    client.send(
      new PutCommand({
        TableName: tableName,
        Item,
        ConditionExpression: 'attribute_not_exists(pk) OR #base <= :base',
        ExpressionAttributeNames: { '#base': 'base' },
        ExpressionAttributeValues: { ':base': baseVersion },
      }),
    ),
  );
};

/**
 * The key of a record. After a merge a reference names the profile under which it was written:
 * `profileId/ref`.
 */
const locate = (profileId: string, ref: string): Key => {
  const slash = ref.indexOf('/');
  return slash < 0 ? keys.record(profileId, ref) : keys.record(ref.slice(0, slash), ref.slice(slash + 1));
};

const readRecord = async (
  { client, tableName }: Table,
  profileId: string,
  ref: string,
): Promise<TimelineRecord | undefined> => {
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: locate(profileId, ref), ConsistentRead: true }),
  );
  return Item && toRecord(Item);
};

const toRecord = ({ pk, sk = '', input = '', base = 0, entries }: Partial<StoredRecord>): TimelineRecord => ({
  profileId: profileIdAt(pk),
  ref: sk,
  inputId: input,
  base,
  entries: unpack<readonly TimelineEntry[]>(entries) ?? [],
});

const timeline = async (
  { client, tableName }: Table,
  profileId: string,
): Promise<readonly TimelineRecord[]> => {
  const records: TimelineRecord[] = [];
  const query = {
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: { ':pk': keys.profile(profileId).pk, ':prefix': keys.recordPrefix },
    ConsistentRead: true,
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) records.push(...Items.map(toRecord));
  return records;
};

type Overdue = Readonly<{ shard: number; at: number; limit: number }>;

const overdue = async ({ client, tableName }: Table, { shard, at, limit }: Overdue) => {
  const found: { profileId: string; dueAt: number }[] = [];
  const query = {
    TableName: tableName,
    IndexName: TABLE.dueIndex.name,
    KeyConditionExpression: 'dueShard = :shard AND dueAt <= :at',
    ExpressionAttributeValues: { ':shard': shardName(shard), ':at': at },
    Limit: limit,
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) {
    const due: readonly Partial<StoredProfile>[] = Items;
    found.push(...due.map(({ pk, dueAt = 0 }) => ({ profileId: profileIdAt(pk), dueAt })));
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
};

const waiting = async (table: Table): Promise<Readonly<Record<string, number>>> => {
  const people: Record<string, number> = {};
  for (let shard = 0; shard < LIMITS.dueShards; shard += 1) {
    for await (const place of placesIn(table, shard)) people[place] = (people[place] ?? 0) + 1;
  }
  return people;
};

async function* placesIn({ client, tableName }: Table, shard: number): AsyncGenerator<string> {
  const query = {
    TableName: tableName,
    IndexName: TABLE.dueIndex.name,
    KeyConditionExpression: 'dueShard = :shard',
    ExpressionAttributeValues: { ':shard': shardName(shard) },
  };
  for await (const { Items = [] } of paginateQuery({ client }, query)) {
    const due: readonly Partial<StoredProfile>[] = Items;
    for (const { waiting: places } of due) yield* places?.split(' ') ?? [];
  }
}
