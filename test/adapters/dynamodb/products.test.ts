/** The product store against a real DynamoDB implementation. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProductStore } from '../../../adapters/dynamodb/products.ts';
import type { ProductStore } from '../../../core/ports/product-store.ts';
import { LOCAL } from '../../../stand-ins/names.ts';
import { createTestAws, type TestAws } from '../../support/aws.ts';

let aws: TestAws;
let store: ProductStore;
beforeAll(async () => {
  aws = await createTestAws();
  store = createProductStore({ client: aws.dynamodb, tableName: LOCAL.table });
});
afterAll(() => aws.close());

const product = (id: string) => ({ id, variants: [], categories: [], reviews: [], at: 1 }) as never;
const ids = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

it('a product is written only over the version that was read', async () => {
  expect(await store.load('8101')).toEqual({ version: 0 });
  expect(await store.save(product('8101'), 0)).toBe(true);
  expect(await store.save(product('8101'), 0)).toBe(false);
  expect(await store.save(product('8101'), 1)).toBe(true);
  expect(await store.save(product('8101'), 1)).toBe(false);
  expect(await store.load('8101')).toMatchObject({ version: 2, product: { id: '8101' } });
});

it('a message is made with the first hundred of very many; an import reads every one', async () => {
  await Promise.all(['p0', 'p99', 'p100'].map((id) => store.save(product(id), 0)));
  const found = await store.many(['p0', 'p0', ...ids(130)]);
  expect(found.map(({ id }) => id).toSorted()).toEqual(['p0', 'p99']);
  const all = await store.loadAll(ids(130));
  expect(all.map(({ id }) => id)).toEqual(ids(130));
  expect(all.filter(({ version }) => version === 1).map(({ id }) => id)).toEqual(['p0', 'p99', 'p100']);
  expect(await store.many([])).toEqual([]);
});
