/**
 * The product store in DynamoDB: one small item per product, written by catalogue events and read by senders.
 */
import { BatchGetCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../contract/table.ts';
import type { Product } from '../../core/catalogue/product.ts';
import type { ProductStore } from '../../core/ports/product-store.ts';
import { pack, unpack } from './packed.ts';
import { readBatch } from './read-batch.ts';
import { refusalOf, type Table } from './table.ts';

/** The most items that DynamoDB returns in one BatchGetItem. */
const BATCH_ITEMS = 100;

export const createProductStore = ({ tableName, client }: Table): ProductStore => ({
  load: async (productId) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: keys.product(productId), ConsistentRead: true }),
    );
    return Item ? fromItem(Item) : { version: 0 };
  },
  loadAll: async (productIds) => {
    const items = await readBatch({ tableName, client }, productIds.map(keys.product));
    const found = new Map(items.map((item) => [String(item['pk']), fromItem(item)]));
    return productIds.map((id) => ({ id, version: 0, ...found.get(keys.product(id).pk) }));
  },
  save: async (product, expectedVersion) => {
    const fresh = expectedVersion === 0;
    const Item: Stored = {
      ...keys.product(product.id),
      version: expectedVersion + 1,
      state: pack(product),
    };
    const condition = fresh
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#version = :expected',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':expected': expectedVersion },
        };
    const putting = new PutCommand({ TableName: tableName, Item, ...condition });
    return (await refusalOf(client.send(putting))) === undefined;
  },
  many: async (productIds) => {
    const wanted = [...new Set(productIds)].slice(0, BATCH_ITEMS);
    if (wanted.length === 0) return [];
    const { Responses } = await client.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys: wanted.map(keys.product) } } }),
    );
    return Responses?.[tableName]?.map((item) => fromItem(item).product) ?? [];
  },
});

type Stored = Readonly<{ pk: string; sk: string; version: number; state: Uint8Array }>;

const fromItem = ({ version = 0, state }: Partial<Stored>) => ({
  product: unpack<Product>(state) as Product,
  version,
});
