/** Counting per window of time: within the limit, over it, in parallel, and without storing who it was. */
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRateLimit } from '../../../adapters/dynamodb/rate-limit.ts';
import { keys } from '../../../contract/table.ts';
import { LOCAL } from '../../../stand-ins/names.ts';
import { createTestAws, TEST_START, type TestAws } from '../../support/aws.ts';

let aws: TestAws;
beforeEach(async () => {
  aws = await createTestAws();
});
afterEach(() => aws.close());

const WINDOW_MS = 60_000;
const take = (hash: string, now = TEST_START, count = 1) =>
  createRateLimit({ tableName: LOCAL.table, client: aws.dynamodb }).take(
    { hash, limit: 2, windowMs: WINDOW_MS, count },
    now,
  );

test('allows so many in one window and then says how long it lasts', async () => {
  const answers = [await take('a'), await take('a'), await take('a', TEST_START + 10_000)];
  expect(answers).toEqual([undefined, undefined, 50_000]);
});

test('begins anew with the next window', async () => {
  for (let attempt = 0; attempt < 3; attempt += 1) await take('a');
  expect(await take('a', TEST_START + WINDOW_MS)).toBeUndefined();
});

test('counts an attempt for as many as it says', async () => {
  expect(await take('a', TEST_START, 2)).toBeUndefined();
  expect(await take('a')).toBe(WINDOW_MS);
});

test('counts everybody apart', async () => {
  for (let attempt = 0; attempt < 3; attempt += 1) await take('a');
  expect(await take('b')).toBeUndefined();
});

test('lets no more through where all come at once', async () => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => take('a')));
  expect(answers.filter((wait) => wait === undefined)).toHaveLength(2);
});

test('leaves an item that expires and holds only the count', async () => {
  await take('a');
  const { pk, sk } = keys.rate('a', TEST_START / WINDOW_MS);
  const { Item } = await aws.dynamodb.send(
    new GetItemCommand({ TableName: LOCAL.table, Key: { pk: { S: pk }, sk: { S: sk } } }),
  );
  expect(Object.keys(Item ?? {}).sort()).toEqual(['attempts', 'expiresAt', 'pk', 'sk']);
  expect(Number(Item?.['expiresAt']?.N) * 1_000).toBeGreaterThan(TEST_START + WINDOW_MS);
});
