/** The walk that follows a publish, in DynamoDB: one item that says how far it has come. */
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keys, TABLE } from '../../contract/table.ts';
import type { CatchUps } from '../../core/ports/catch-ups.ts';
import { present } from '../../core/present.ts';
import { shardName } from './profile-codec.ts';
import { refusalOf, type Table } from './table.ts';

export const createCatchUps = ({ client, tableName }: Table): CatchUps => ({
  read: async () => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: keys.catchUp, ConsistentRead: true }),
    );
    return Item && present(schema.parse(Item));
  },
  write: async (next, before) => {
    const due =
      next.nextAt === undefined ? {} : { dueShard: shardName(0), [TABLE.dueIndex.sortKey]: next.nextAt };
    const putting = new PutCommand({
      TableName: tableName,
      Item: { ...keys.catchUp, ...next, ...due },
      ConditionExpression: before ? 'seq = :seq AND stretch = :stretch' : 'attribute_not_exists(pk)',
      ...present({
        ExpressionAttributeValues: before && { ':seq': before.seq, ':stretch': before.stretch },
      }),
    });
    return (await refusalOf(client.send(putting))) === undefined;
  },
});

const flows = z.record(z.string(), z.string());
const schema = z.object({
  seq: z.number(),
  stretch: z.number(),
  after: z.string().optional(),
  flows,
  met: flows,
  looked: z.number(),
  due: z.number(),
  beganAt: z.number(),
  nextAt: z.number().optional(),
});
