/**
 * Counts attempts per window of time in DynamoDB: one conditional write per attempt, and no data about who
 * made it.
 */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import type { RateLimit } from '../../core/ports/rate-limit.ts';
import { refusalOf, type Table } from './table.ts';

/** DynamoDB deletes the item some time after this; a window that has ended is never read again. */
const KEPT_AFTER_MS = 60 * 60_000;

export const createRateLimit = ({ tableName, client }: Table): RateLimit => ({
  take: async ({ hash, limit, windowMs, count = 1 }, now) => {
    const window = Math.floor(now / windowMs);
    const ends = (window + 1) * windowMs;
    const taking = new UpdateCommand({
      TableName: tableName,
      Key: keys.rate(hash, window),
      UpdateExpression: 'SET #ttl = :ttl ADD attempts :count',
      ConditionExpression: 'attribute_not_exists(attempts) OR attempts < :limit',
      ExpressionAttributeNames: { '#ttl': TABLE.ttl },
      ExpressionAttributeValues: {
        ':count': count,
        ':limit': limit,
        ':ttl': Math.ceil((ends + KEPT_AFTER_MS) / SECOND_MS),
      },
    });
    return (await refusalOf(client.send(taking))) && ends - now;
  },
});

const SECOND_MS = 1_000;
