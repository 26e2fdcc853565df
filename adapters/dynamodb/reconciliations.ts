/** How far the shops have been asked for orders, in DynamoDB: one item per platform. */
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keys } from '../../contract/table.ts';
import type { Reconciliations } from '../../core/ports/reconciliations.ts';
import { present } from '../../core/present.ts';
import { refusalOf, type Table } from './table.ts';

export const createReconciliations = ({ client, tableName }: Table): Reconciliations => ({
  read: async (platform) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: keys.reconciliation(platform), ConsistentRead: true }),
    );
    return Item && present(schema.parse(Item));
  },
  write: async (platform, next, before) => {
    const putting = new PutCommand({
      TableName: tableName,
      Item: { ...keys.reconciliation(platform), ...next },
      ConditionExpression: before ? 'version = :version' : 'attribute_not_exists(pk)',
      ...present({ ExpressionAttributeValues: before && { ':version': before.version } }),
    });
    return (await refusalOf(client.send(putting))) === undefined;
  },
});

const schema = z.object({
  seenUpTo: z.number(),
  open: z
    .object({ since: z.number(), until: z.number(), cursor: z.string().optional() })
    .transform((open) => present(open))
    .optional(),
  version: z.number(),
});
