/**
 * Slots in DynamoDB: never more than the limit in any stretch of time, in parallel, in any order, and without
 * storing who it was.
 */
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createSlots } from '../../../adapters/dynamodb/slots.ts';
import { keys } from '../../../contract/table.ts';
import { LOCAL } from '../../../stand-ins/names.ts';
import { createTestAws, TEST_START, type TestAws } from '../../support/aws.ts';
import { runs } from '../../support/runs.ts';

let aws: TestAws;
beforeEach(async () => {
  aws = await createTestAws();
});
afterEach(() => aws.close());

const WINDOW_MS = 7 * 24 * 60 * 60_000;
const slots = () => createSlots({ tableName: LOCAL.table, client: aws.dynamodb });
const asked = (by: string, hash = 'jette') => ({ hash, by, limit: 3, windowMs: WINDOW_MS });
const take = (by: string, now = TEST_START, hash = 'jette') => slots().take(asked(by, hash), now);
const look = (by: string, now = TEST_START) => slots().look(asked(by), now);

test('so many are taken, and one is free again when its own time is over', async () => {
  const answers = [await take('a'), await take('b', TEST_START + 1_000), await take('c'), await take('d')];
  expect(answers).toEqual([true, true, true, false]);
  expect(await look('d', TEST_START + WINDOW_MS - 1)).toBe('full');
  expect([await take('d', TEST_START + WINDOW_MS), await take('e', TEST_START + WINDOW_MS)]).toEqual([
    true,
    true,
  ]);
  expect(await take('f', TEST_START + WINDOW_MS)).toBe(false);
  expect(await take('f', TEST_START + WINDOW_MS + 1_000)).toBe(true);
});

test('whoever holds one is not counted twice', async () => {
  for (let time = 0; time < 5; time += 1) expect(await take('a')).toBe(true);
  expect(await look('a')).toBe('mine');
  expect(await look('b')).toBe('free');
});

test('whoever holds one of several holds it, and the read that says so is strongly consistent', async () => {
  for (const by of ['a', 'b', 'c']) await take(by);
  const sent = vi.spyOn(aws.dynamodb, 'send');
  expect([await look('a'), await look('c')]).toEqual(['mine', 'mine']);
  expect(sent.mock.calls[0]?.[0].input).toMatchObject({ ConsistentRead: true });
});

test('where all are taken one attempt is enough to see it', async () => {
  for (const by of ['a', 'b', 'c']) await take(by);
  const sent = vi.spyOn(aws.dynamodb, 'send');
  expect(await take('d')).toBe(false);
  expect(sent).toHaveBeenCalledTimes(1);
});

test('whoever takes theirs anew holds it from then on, because they act only then', async () => {
  for (const by of ['a', 'b', 'c']) await take(by);
  expect(await take('b', TEST_START + 1_000)).toBe(true);
  const over = TEST_START + WINDOW_MS;
  expect([await take('d', over), await take('e', over), await take('f', over)]).toEqual([true, true, false]);
});

test('side by side no more are taken than there are', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => take(`m${index}`)));
  expect(answers.filter((taken) => taken)).toHaveLength(3);
  expect(await look('new')).toBe('full');
});

test('everybody has slots of their own', async () => {
  for (const by of ['a', 'b', 'c']) await take(by);
  expect(await take('a', TEST_START, 'okko')).toBe(true);
});

test('however the attempts fall, no window of seven days holds more than three', async () => {
  let world = 0;
  const gaps = fc.array(fc.nat({ max: 3 * 24 * 60 }), { minLength: 1, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(gaps, async (minutes) => {
      world += 1;
      let now = TEST_START;
      const taken: number[] = [];
      for (const [index, gap] of minutes.entries()) {
        now += gap * 60_000;
        if (await take(`m${index}`, now, `world-${world}`)) taken.push(now);
      }
      for (const start of taken)
        expect(taken.filter((at) => at >= start && at < start + WINDOW_MS).length).toBeLessThanOrEqual(3);
    }),
    { numRuns: runs(40) },
  );
});

test('the item expires and tells nothing but times and messages', async () => {
  await take('a');
  const { pk, sk } = keys.slots('jette');
  const { Item } = await aws.dynamodb.send(
    new GetItemCommand({ TableName: LOCAL.table, Key: { pk: { S: pk }, sk: { S: sk } } }),
  );
  expect(Object.keys(Item ?? {}).sort()).toEqual(['at0', 'by0', 'expiresAt', 'pk', 'sk']);
  const HOUR_MS = 60 * 60_000;
  expect(Number(Item?.['expiresAt']?.N)).toBe(Math.ceil((TEST_START + WINDOW_MS + HOUR_MS) / 1_000));
});
