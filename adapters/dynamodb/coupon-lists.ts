/**
 * Imports lists of coupon codes into DynamoDB, many codes in one item, without those that customers have. The
 * codes lie in the order of their hashes, so that where a file names them says nothing about who gets them.
 */
import { BatchWriteCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../contract/table.ts';
import { codeKey } from '../../core/coupons/code.ts';
import type { CouponLists } from '../../core/ports/coupon-store.ts';
import { chunksOf } from './chunks.ts';
import type { Item, Key, Table } from './table.ts';

/** One item of so many codes stays near one write unit. */
const CODES_PER_ITEM = 40;
/** The most writes that DynamoDB takes per call. */
const WRITES_PER_CALL = 25;
/** Calls for one batch before the import fails; publishing is then tried again. */
const CALLS_PER_BATCH = 8;
/** Calls in parallel. */
const CALLS_AT_ONCE = 8;
/** The letters that a hash may begin with: given codes lie in one partition for each. */
const LETTERS = [...'0123456789abcdefghijklmnopqrstuv'];

export const createCouponLists = (table: Table): CouponLists => ({
  fill: async (list, codes) => {
    const given = await givenCodes(table);
    const free = codes
      .map((code) => ({ code, hash: codeKey(code) }))
      .filter(({ hash }) => !given.has(hash))
      .sort((a, b) => (a.hash < b.hash ? -1 : 1));
    const items = chunksOf(free, CODES_PER_ITEM).map((chunk) => ({
      ...keys.freeCodes(list, chunk[0]?.hash ?? ''),
      codes: new Set(chunk.map(({ code }) => code)),
    }));
    await writeAll(
      table,
      items.map((Item) => ({ PutRequest: { Item } })),
    );
    return { given: codes.length - free.length };
  },
  clear: async (list) => {
    const found: Key[] = [];
    for await (const { Items = [] } of query(table, keys.freeCodes(list, '').pk))
      found.push(...Items.map((item) => item as Key));
    await writeAll(
      table,
      found.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
    );
  },
});

const query = ({ client, tableName }: Table, pk: string) =>
  paginateQuery(
    { client },
    {
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
    },
  );

/** The hashes of all codes that customers have. */
const givenCodes = async (table: Table): Promise<ReadonlySet<string>> => {
  const given = new Set<string>();
  for (const letters of chunksOf(LETTERS, CALLS_AT_ONCE))
    await Promise.all(
      letters.map(async (letter) => {
        for await (const { Items = [] } of query(table, keys.givenCode(letter).pk))
          for (const item of Items) given.add(String(item['sk']));
      }),
    );
  return given;
};

type Write = Readonly<{ PutRequest: Readonly<{ Item: Item }> } | { DeleteRequest: Readonly<{ Key: Key }> }>;

const writeAll = async (table: Table, writes: readonly Write[]): Promise<void> => {
  for (const batches of chunksOf(chunksOf(writes, WRITES_PER_CALL), CALLS_AT_ONCE))
    await Promise.all(batches.map((batch) => writeBatch(table, batch)));
};

const writeBatch = async ({ client, tableName }: Table, batch: readonly Write[]): Promise<void> => {
  let left: Item[] = [...batch];
  for (let call = 0; call < CALLS_PER_BATCH && left.length > 0; call += 1) {
    const { UnprocessedItems = {} } = await client.send(
      new BatchWriteCommand({ RequestItems: { [tableName]: left } }),
    );
    left = UnprocessedItems[tableName] ?? [];
  }
  if (left.length > 0)
    throw new Error(
      `DynamoDB left ${left.length} of ${batch.length} writes undone after ${CALLS_PER_BATCH} calls.`,
    );
};
