/**
 * The product store over DynamoDB: one small item per product, read by the sender, written by catalogue
 * events.
 */
import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { keys } from '../../contract/table.ts';
import type { Product } from '../../core/catalogue/product.ts';
import type { ProductStore } from '../../core/ports/product-store.ts';
import { pack, unpack } from './packed.ts';
import type { Item } from './profile-codec.ts';

type Options = Readonly<{ tableName: string; client: DynamoDBClient }>;

/** DynamoDB answers at most this many items in one BatchGetItem. */
const BATCH_ITEMS = 100;

export const createProductStore = ({ tableName, client }: Options): ProductStore => ({
  load: async (productId) => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: tableName, Key: keyOf(productId), ConsistentRead: true }),
    );
    return Item ? { product: toProduct(Item), version: Number(Item.version?.N ?? 0) } : { version: 0 };
  },
  save: async (product, expectedVersion) => {
    const Item: Item = {
      ...keyOf(product.id),
      version: { N: String(expectedVersion + 1) },
      state: pack(product),
    };
    const fresh = expectedVersion === 0;
    const condition = fresh
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#version = :expected',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':expected': { N: String(expectedVersion) } },
        };
    try {
      await client.send(new PutItemCommand({ TableName: tableName, Item, ...condition }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  },
  many: async (productIds) => {
    const wanted = [...new Set(productIds)].slice(0, BATCH_ITEMS);
    if (wanted.length === 0) return [];
    const { Responses } = await client.send(
      new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: wanted.map(keyOf) } } }),
    );
    return Responses?.[tableName]?.map(toProduct) ?? [];
  },
});

const keyOf = (productId: string): Item => {
  const { pk, sk } = keys.product(productId);
  return { pk: { S: pk }, sk: { S: sk } };
};

const toProduct = (item: Item): Product => unpack<Product>(item.state) as Product;
