/**
 * The profile store over DynamoDB: one state item per profile, one conditional write per input, timeline
 * records beside it.
 */

import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateQuery,
} from '@aws-sdk/client-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Followed, ProfileStore, Versioned } from '../../core/ports/profile-store.ts';
import { present } from '../../core/present.ts';
import type { Tombstone } from '../../core/state/profile.ts';
import type { TimelineEntry, TimelineRecord } from '../../core/state/timeline.ts';
import { followTombstones } from './follow.ts';
import { pack, unpack } from './packed.ts';
import { fromItem, type Item, shardName, toItem } from './profile-codec.ts';

/**
 * First letter of profile ids that stand for a cart or a browser; what points from them is needed no longer
 * than carts live.
 */
const ANONYMOUS = '4';
const ANONYMOUS_KEPT_MS = 180 * 24 * 60 * 60_000;

type Options = Readonly<{ tableName: string; client: DynamoDBClient }>;

export const createProfileStore = (options: Options): ProfileStore => ({
  load: (profileId) => load(options, profileId),
  follow: (profileId) => follow(options, profileId),
  save: async (state, expectedVersion, { due, expiresAt }) => {
    const version = expectedVersion + 1;
    const item = toItem(present({ state, version, due: due ? due : undefined, expiresAt }));
    const lostTo = await putIf(options, item, expectedVersion);
    return lostTo ? { lostTo } : { saved: version };
  },
  link: async (from, into, { at, by }) => {
    const tombstone: Tombstone = present({
      kind: 'tombstone',
      id: from,
      mergedInto: into,
      at,
      by: by ? by : undefined,
      pending: [],
    });
    const expiry = from.startsWith(ANONYMOUS) ? { expiresAt: at + ANONYMOUS_KEPT_MS } : {};
    return (await putIf(options, toItem({ state: tombstone, version: 1, ...expiry }), 0)) ?? 'linked';
  },
  putRecord: (record, baseVersion, expiresAt) => putRecord(options, record, { baseVersion, expiresAt }),
  readRecord: (profileId, ref) => readRecord(options, profileId, ref),
  timeline: (profileId) => timeline(options, profileId),
  overdue: (shard, at, limit) => overdue(options, { shard, at, limit }),
  waiting: () => waiting(options),
});

const load = async ({ client, tableName }: Options, profileId: string): Promise<Versioned> => {
  const { pk, sk } = keys.profile(profileId);
  const { Item } = await client.send(
    new GetItemCommand({ TableName: tableName, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true }),
  );
  return fromItem(Item);
};

const follow = async (options: Options, profileId: string): Promise<Followed> => {
  const { passed, end } = await followTombstones(profileId, (id) => load(options, id));
  const erasures = [...passed, end].flatMap(({ state }) => state?.erasedAt ?? []);
  return present({
    profile: end.state?.kind === 'live' ? end.state : undefined,
    erasedAt: erasures.length === 0 ? undefined : Math.max(...erasures),
  });
};

/**
 * Answers what stands there where the write lost; AWS sends it along for free, a stand-in that does not is
 * asked.
 */
const putIf = async (
  options: Options,
  item: Item,
  expectedVersion: number,
): Promise<Versioned | undefined> => {
  const fresh = expectedVersion === 0;
  try {
    await options.client.send(
      new PutItemCommand(
        present({
          TableName: options.tableName,
          Item: item,
          ConditionExpression: fresh ? 'attribute_not_exists(pk)' : '#version = :expected',
          ExpressionAttributeNames: fresh ? undefined : { '#version': 'version' },
          ExpressionAttributeValues: fresh ? undefined : { ':expected': { N: String(expectedVersion) } },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return error.Item ? fromItem(error.Item) : load(options, (item.pk?.S ?? '').slice('profile#'.length));
  }
};

type Validity = Readonly<{ baseVersion: number; expiresAt: number }>;

/**
 * A slower process that decided the same input from an older state must not write over the record of the one
 * that won.
 */
const putRecord = async (
  { client, tableName }: Options,
  record: TimelineRecord,
  { baseVersion, expiresAt }: Validity,
): Promise<void> => {
  const { pk, sk } = keys.record(record.profileId, record.ref);
  const Item: Item = {
    pk: { S: pk },
    sk: { S: sk },
    input: { S: record.inputId },
    entries: pack(record.entries),
    base: { N: String(baseVersion) },
    expiresAt: { N: String(Math.floor(expiresAt / 1000)) },
  };
  try {
    const condition = {
      ConditionExpression: 'attribute_not_exists(pk) OR #base <= :base',
      ExpressionAttributeNames: { '#base': 'base' },
      ExpressionAttributeValues: { ':base': { N: String(baseVersion) } },
    };
    await client.send(new PutItemCommand({ TableName: tableName, Item, ...condition }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
};

/** After a merge a reference names the profile it was written under: `profileId/ref`. */
const locate = (profileId: string, ref: string) => {
  const slash = ref.indexOf('/');
  return slash < 0 ? keys.record(profileId, ref) : keys.record(ref.slice(0, slash), ref.slice(slash + 1));
};

const readRecord = async (
  { client, tableName }: Options,
  profileId: string,
  ref: string,
): Promise<TimelineRecord | undefined> => {
  const { pk, sk } = locate(profileId, ref);
  const { Item } = await client.send(
    new GetItemCommand({ TableName: tableName, Key: { pk: { S: pk }, sk: { S: sk } }, ConsistentRead: true }),
  );
  return Item && toRecord(Item);
};

const toRecord = (item: Item): TimelineRecord => ({
  profileId: (item.pk?.S ?? '').slice('profile#'.length),
  ref: item.sk?.S ?? '',
  inputId: item.input?.S ?? '',
  base: Number(item.base?.N ?? 0),
  entries: unpack<readonly TimelineEntry[]>(item.entries) ?? [],
});

const timeline = async (
  { client, tableName }: Options,
  profileId: string,
): Promise<readonly TimelineRecord[]> => {
  const records: TimelineRecord[] = [];
  const query = {
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
    ExpressionAttributeValues: {
      ':pk': { S: keys.profile(profileId).pk },
      ':prefix': { S: keys.recordPrefix },
    },
    ConsistentRead: true,
  };
  for await (const page of paginateQuery({ client }, query))
    records.push(...(page.Items ?? []).map(toRecord));
  return records;
};

type Overdue = Readonly<{ shard: number; at: number; limit: number }>;

const overdue = async ({ client, tableName }: Options, { shard, at, limit }: Overdue) => {
  const found: { profileId: string; dueAt: number }[] = [];
  const query = {
    TableName: tableName,
    IndexName: TABLE.dueIndex.name,
    KeyConditionExpression: 'dueShard = :shard AND dueAt <= :at',
    ExpressionAttributeValues: { ':shard': { S: shardName(shard) }, ':at': { N: String(at) } },
    Limit: limit,
  };
  for await (const page of paginateQuery({ client }, query)) {
    for (const item of page.Items ?? [])
      found.push({
        profileId: (item.pk?.S ?? '').slice('profile#'.length),
        dueAt: Number(item.dueAt?.N ?? 0),
      });
    if (found.length >= limit) break;
  }
  return found.slice(0, limit);
};

const waiting = async (options: Options): Promise<Readonly<Record<string, number>>> => {
  const people: Record<string, number> = {};
  for (let shard = 0; shard < LIMITS.dueShards; shard += 1) {
    for await (const place of placesIn(options, shard)) people[place] = (people[place] ?? 0) + 1;
  }
  return people;
};

async function* placesIn({ client, tableName }: Options, shard: number): AsyncGenerator<string> {
  const query = {
    TableName: tableName,
    IndexName: TABLE.dueIndex.name,
    KeyConditionExpression: 'dueShard = :shard',
    ExpressionAttributeValues: { ':shard': { S: shardName(shard) } },
  };
  for await (const page of paginateQuery({ client }, query)) {
    for (const item of page.Items ?? []) yield* item.waiting?.S?.split(' ') ?? [];
  }
}
