/**
 * Counts per window of time over DynamoDB: one conditional write per attempt, and nothing that says who it
 * was.
 */
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import type { RateLimit } from '../../core/ports/rate-limit.ts';
import { number, text } from './attributes.ts';

/** DynamoDB deletes some time after this; a window that is over is never asked for again. */
const KEPT_AFTER_MS = 60 * 60_000;

export const createRateLimit = ({
  tableName,
  client,
}: Readonly<{ tableName: string; client: DynamoDBClient }>): RateLimit => ({
  take: async ({ hash, limit, windowMs }, now) => {
    const window = Math.floor(now / windowMs);
    const ends = (window + 1) * windowMs;
    const { pk, sk } = keys.rate(hash, window);
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: tableName,
          Key: { pk: text(pk), sk: text(sk) },
          UpdateExpression: 'SET #ttl = :ttl ADD attempts :one',
          ConditionExpression: 'attribute_not_exists(attempts) OR attempts < :limit',
          ExpressionAttributeNames: { '#ttl': TABLE.ttl },
          ExpressionAttributeValues: {
            ':one': number(1),
            ':limit': number(limit),
            ':ttl': number(Math.ceil((ends + KEPT_AFTER_MS) / SECOND_MS)),
          },
        }),
      );
      return undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return ends - now;
      throw error;
    }
  },
});

const SECOND_MS = 1_000;
