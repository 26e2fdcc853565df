/** How far the telling of a product's news has come, in DynamoDB: one item per product. */
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import type { Telling } from '../../core/catalogue/telling.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Tellings } from '../../core/ports/tellings.ts';
import { tellingGroup } from '../../core/state/tell.ts';
import { pack, unpack } from './packed.ts';
import { shardName } from './profile-codec.ts';
import { refusalOf, type Table } from './table.ts';

export const createTellings = ({ client, tableName }: Table): Tellings => ({
  read: async (group) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: keys.telling(group), ConsistentRead: true }),
    );
    return unpack<Telling>(Item?.['telling'] as Uint8Array | undefined);
  },
  write: async (next, before, now) => {
    const due =
      next.nextAt === undefined ? {} : { dueShard: shardName(0), [TABLE.dueIndex.sortKey]: next.nextAt };
    const putting = new PutCommand({
      TableName: tableName,
      Item: {
        ...keys.telling(tellingGroup(next.product)),
        mark: markOf(next),
        telling: pack(next),
        [TABLE.ttl]: Math.ceil((now + LIMITS.tellingKeptMs) / 1000),
        ...due,
      },
      ...(before
        ? {
            ConditionExpression: 'mark = :mark',
            ExpressionAttributeValues: { ':mark': markOf(before) },
          }
        : { ConditionExpression: 'attribute_not_exists(pk)' }),
    });
    return (await refusalOf(client.send(putting))) === undefined;
  },
});

/** No two states of one telling have the same. */
const markOf = ({ by, stretch, nextAt }: Telling): string => `${by} ${stretch} ${nextAt ?? ''}`;
