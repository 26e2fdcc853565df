/**
 * Reads any number of keys by strongly consistent BatchGetItem, and repeats the call a few times for keys
 * that DynamoDB leaves unprocessed.
 */
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { Item, Key, Table } from './table.ts';

/** The most keys that DynamoDB takes per call. */
const KEYS_PER_CALL = 100;
/** Calls for one chunk before the read fails and the queue tries again. */
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
