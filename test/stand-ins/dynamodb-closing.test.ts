/** A table that is closed while calls are on their way: they are answered first, and later ones are refused. */
import { expect, test } from 'vitest';
import { TABLE } from '../../contract/table.ts';
import { createDynamoStore, type Document, type DynamoStore } from '../../stand-ins/dynamodb/store.ts';
import { createTable } from '../../stand-ins/dynamodb/table.ts';

const NAME = 'customers';
const asked: Document = {
  TableName: NAME,
  KeyConditionExpression: '#pk = :pk',
  ExpressionAttributeNames: { '#pk': TABLE.partitionKey },
  ExpressionAttributeValues: { ':pk': { S: 'profile#a' } },
};
const query = (store: DynamoStore) => store.run('Query', { ...asked }, { read: new Map(), changed: [] });

test('a call on its way is answered before the table closes, and a later one is refused', async () => {
  const store = await createDynamoStore(undefined);
  await createTable(store, NAME);
  const calls = [query(store), query(store), query(store)];
  await store.close();
  expect((await Promise.all(calls)).map(({ Count }) => Count)).toEqual([0, 0, 0]);
  await expect(query(store)).rejects.toThrow('The table is closed.');
  await store.close();
});
