/** Rows of imported files that were taken, each as a keyed hash that expires. */
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ImportMark, ImportMarks } from '../../core/ports/import-marks.ts';
import type { Instant } from '../../core/time/instant.ts';
import { chunksOf } from './chunks.ts';
import { readBatch } from './read-batch.ts';
import type { Item, Table } from './table.ts';

/** The most writes that DynamoDB takes per call; calls for one chunk, and chunks at once. */
const WRITES_PER_CALL = 25;
const CALLS_PER_CHUNK = 8;
const KEYS_AT_ONCE = 100;
const DAY_SECONDS = 24 * 60 * 60;

export const createImportMarks = (table: Table): ImportMarks => ({
  read: async (hashes) => {
    const distinct = [...new Set(hashes)];
    const found = await Promise.all(
      chunksOf(distinct, KEYS_AT_ONCE).map((chunk) => readBatch(table, chunk.map(keys.imported))),
    );
    return new Map(
      found.flat().map(({ pk, by }) => [String(pk).slice(String(pk).indexOf('#') + 1), String(by)]),
    );
  },
  write: async (marks, now) => {
    const distinct = [...new Map(marks.map((mark) => [mark.hash, mark])).values()];
    await Promise.all(chunksOf(distinct, WRITES_PER_CALL).map((chunk) => writeChunk(table, chunk, now)));
  },
});

const writeChunk = async (
  { client, tableName }: Table,
  marks: readonly ImportMark[],
  now: Instant,
): Promise<void> => {
  const expires = Math.ceil(now / 1000) + LIMITS.importedDays * DAY_SECONDS;
  let left: Item[] = marks.map(({ hash, by }) => ({
    PutRequest: { Item: { ...keys.imported(hash), by, [TABLE.ttl]: expires } },
  }));
  for (let call = 0; call < CALLS_PER_CHUNK && left.length > 0; call += 1) {
    const written = await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: left } }));
    left = written.UnprocessedItems?.[tableName] ?? [];
  }
  if (left.length > 0)
    throw new Error(
      `DynamoDB left ${left.length} of ${marks.length} marks unwritten after ${CALLS_PER_CHUNK} calls.`,
    );
};
