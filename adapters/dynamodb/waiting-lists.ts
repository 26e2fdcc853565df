/**
 * The waiting lists of products in DynamoDB: a fixed number of pages per product, each with so many people.
 * Who somebody is decides the page, so that one write needs neither a count nor a look at the whole list.
 */
import { GetCommand, PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import { profileIdShard } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import type { WaitingLists } from '../../core/ports/waiting-lists.ts';
import { pageExpires, pageWith, type WaitingChange, type WaitingEntry } from '../../core/state/waiting.ts';
import type { Instant } from '../../core/time/instant.ts';
import { pack, unpack } from './packed.ts';
import { type Item, type Key, refusalOf, type Table } from './table.ts';

/** Attempts at one page that others write at the same moment. */
const RACES_MAX = 10;
/** Pages that are written at one time. */
const AT_ONCE = 10;

export const createWaitingLists = (table: Table): WaitingLists => ({
  read: async (product) => {
    const pages = paginateQuery(
      { client: table.client },
      {
        TableName: table.tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.waiting(product, '').pk },
        ConsistentRead: true,
      },
    );
    const entries: WaitingEntry[] = [];
    for await (const { Items = [] } of pages) entries.push(...Items.flatMap(entriesIn));
    return entries;
  },
  change: async (changes, now) => {
    const pages = [...Map.groupBy(changes, pageKey).values()];
    for (let start = 0; start < pages.length; start += AT_ONCE)
      await Promise.all(pages.slice(start, start + AT_ONCE).map((page) => changePage(table, page, now)));
  },
});

const keyOf = ({ product, profileId }: WaitingChange): Key =>
  keys.waiting(product, String(profileIdShard(profileId, LIMITS.waitingPages)));

const pageKey = (change: WaitingChange): string => JSON.stringify(keyOf(change));

const entriesIn = (item: Item | undefined): readonly WaitingEntry[] =>
  unpack<readonly WaitingEntry[]>(item?.['people'] as Uint8Array | undefined) ?? [];

const changePage = async (table: Table, changes: readonly WaitingChange[], now: Instant): Promise<void> => {
  const [first] = changes;
  if (!first) return;
  const key = keyOf(first);
  for (let race = 0; race < RACES_MAX; race += 1) {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.tableName, Key: key, ConsistentRead: true }),
    );
    const people = entriesIn(Item);
    const next = pageWith(people, changes, now);
    if (JSON.stringify(next) === JSON.stringify(people)) return;
    if (await write(table, { key, version: Number(Item?.['version'] ?? 0), people: next })) return;
  }
  throw new Error(`a page of a waiting list changed ${RACES_MAX} times meanwhile; the queue will try again`);
};

type Page = Readonly<{ key: Key; version: number; people: readonly WaitingEntry[] }>;

const write = async ({ client, tableName }: Table, { key, version, people }: Page): Promise<boolean> => {
  const putting = new PutCommand({
    TableName: tableName,
    Item: {
      ...key,
      version: version + 1,
      people: pack(people),
      [TABLE.ttl]: Math.ceil(pageExpires(people) / 1000),
    },
    ...(version === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        }),
  });
  return (await refusalOf(client.send(putting))) === undefined;
};
