/**
 * Strongly consistent BatchGetItem over any number of keys; what DynamoDB leaves unprocessed is asked for
 * again, within bounds.
 */
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Item, Key, Table } from './table.ts';

/** DynamoDB answers at most this many keys per call. */
const KEYS_PER_CALL = 100;
/** Calls for one chunk before the reading is given up and the queue tries again. */
const CALLS_PER_CHUNK = 5;

export const readBatch = async (table: Table, keys: readonly Key[]): Promise<readonly Item[]> => {
  const items: Item[] = [];
  for (let start = 0; start < keys.length; start += KEYS_PER_CALL)
    items.push(...(await readChunk(table, keys.slice(start, start + KEYS_PER_CALL))));
  return items;
};

const readChunk = async ({ client, tableName }: Table, keys: readonly Key[]): Promise<readonly Item[]> => {
  const items: Item[] = [];
  let wanted: Item[] = [...keys];
  for (let call = 0; call < CALLS_PER_CHUNK && wanted.length > 0; call += 1) {
    const answer = await client.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: wanted, ConsistentRead: true } } }),
    );
    items.push(...(answer.Responses?.[tableName] ?? []));
    wanted = answer.UnprocessedKeys?.[tableName]?.Keys ?? [];
  }
  if (wanted.length > 0)
    throw new Error(
      `DynamoDB left ${wanted.length} of ${keys.length} keys unread after ${CALLS_PER_CHUNK} calls.`,
    );
  return items;
};
