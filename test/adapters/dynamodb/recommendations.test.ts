/** Recommendations in DynamoDB: one small write per order, the same order once, and no product makes an item hot. */
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRecommendations } from '../../../adapters/dynamodb/recommendations.ts';
import { keys } from '../../../contract/table.ts';
import { basketOf, sampleOf } from '../../../core/catalogue/baskets.ts';
import { LOCAL } from '../../../stand-ins/names.ts';
import { createTestAws, TEST_START, type TestAws } from '../../support/aws.ts';

let aws: TestAws;
beforeEach(async () => {
  aws = await createTestAws();
});
afterEach(() => aws.close());

const store = () => createRecommendations({ tableName: LOCAL.table, client: aws.dynamodb });
const count = (orderId: string, products: readonly string[], on = store()) => {
  const items = products.map((product_id) => ({ product_id }));
  const basket = basketOf({ order_id: orderId, items }, TEST_START);
  return basket ? on.count(orderId, basket) : Promise.reject(new Error('nothing in it'));
};
const suggest = (about: readonly string[], on = store()) =>
  on.suggest({ has: [], about, categories: [] }, TEST_START);
const itemOf = async (orderId: string) =>
  (
    await aws.rawDynamodb.send(
      new GetItemCommand({
        TableName: LOCAL.table,
        Key: { pk: { S: keys.baskets(sampleOf(orderId)).pk }, sk: { S: keys.baskets(sampleOf(orderId)).sk } },
      }),
    )
  ).Item;

test('two orders with the same products suggest one for the other, and the same order counts once', async () => {
  await count('1', ['tea', 'pot']);
  await count('1', ['tea', 'pot']);
  expect((await suggest(['tea'])).recommended).toEqual([]);
  expect((await itemOf('1'))?.['version']).toEqual({ N: '1' });
  await count('2', ['tea', 'pot']);
  expect((await suggest(['tea'])).recommended).toEqual(['pot']);
  await store().takeBack('2');
  await store().takeBack('never counted');
  expect((await suggest(['tea'])).recommended).toEqual([]);
});

test('orders of one moment in the same sample lose nothing to each other', async () => {
  const orders = Array.from({ length: 5_000 }, (_, id) => String(id))
    .filter((id) => sampleOf(id) === sampleOf('0'))
    .slice(0, 4);
  await Promise.all(orders.map((id) => count(id, ['tea', `pot ${id}`])));
  expect((await itemOf('0'))?.['version']).toEqual({ N: String(orders.length) });
});

test('an item of a busy shop fits into one written KB', async () => {
  const orders = Array.from({ length: 25_000 }, (_, id) => `6${id}9183746502`)
    .filter((id) => sampleOf(id) === sampleOf('0'))
    .slice(0, 40);
  const on = store();
  for (const [index, id] of orders.entries())
    await count(id, [`81234567${(index * 7_919) % 90_000}`, `81234567${(index * 104_729) % 90_000}`], on);
  const state = (await itemOf('0'))?.['state']?.B;
  expect(state?.byteLength).toBeGreaterThan(300);
  expect(state?.byteLength).toBeLessThan(960);
});
