/**
 * Which shops of a platform were heard of, in DynamoDB: one item per platform, read every few minutes and
 * written once per shop.
 */
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keys } from '../../contract/table.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { KnownShops, ShopNumbers } from '../../core/ports/shop-numbers.ts';
import { present } from '../../core/present.ts';
import type { Table } from './table.ts';

export const createShopNumbers = ({ client, tableName }: Table, now: Runtime['now']): ShopNumbers => {
  const lately = new Map<string, Readonly<{ known: KnownShops; at: number }>>();
  const keep = (platform: string, item: unknown): KnownShops => {
    const known = present(schema.parse(item ?? {}));
    lately.set(platform, { known, at: now() });
    return known;
  };
  return {
    read: async (platform, fresh) => {
      const last = lately.get(platform);
      if (!fresh && last && now() - last.at < LIMITS.knownShopsMs) return last.known;
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: keys.shopNumbers(platform), ConsistentRead: true }),
      );
      return keep(platform, Item);
    },
    remember: async (platform, shop, as) => {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: keys.shopNumbers(platform),
          ...(as === 'first'
            ? {
                UpdateExpression: 'SET #first = if_not_exists(#first, :shop)',
                ExpressionAttributeNames: { '#first': 'first' },
                ExpressionAttributeValues: { ':shop': shop },
              }
            : {
                UpdateExpression: 'ADD #others :shop',
                ExpressionAttributeNames: { '#others': 'others' },
                ExpressionAttributeValues: { ':shop': new Set([shop]) },
              }),
          ReturnValues: 'ALL_NEW',
        }),
      );
      return keep(platform, Attributes);
    },
  };
};

const schema = z.object({
  first: z.string().optional(),
  others: z
    .set(z.string())
    .optional()
    .transform((shops) => [...(shops ?? [])]),
});
