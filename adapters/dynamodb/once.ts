/**
 * Remembers in DynamoDB what counts only once: two small writes for each, and no data about what or whose it
 * was.
 */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Once, Standing } from '../../core/ports/once.ts';
import { type Item, refusalOf, type Table } from './table.ts';

const DAY_SECONDS = 24 * 60 * 60;

export const createOnce = ({ tableName, client }: Table): Once => ({
  take: async ({ hash, meaning }, now) => {
    const taking = new UpdateCommand({
      TableName: tableName,
      Key: keys.once(hash),
      UpdateExpression: 'SET meaning = :meaning, takenAt = :now, #ttl = :ttl',
      // An attempt that broke off may be made again after its lease.
      ConditionExpression:
        'attribute_not_exists(meaning) OR (meaning = :meaning AND attribute_not_exists(done) AND takenAt <= :broken)',
      ExpressionAttributeNames: { '#ttl': TABLE.ttl },
      ExpressionAttributeValues: {
        ':meaning': meaning,
        ':now': now,
        ':broken': now - LIMITS.commandLeaseMs,
        ':ttl': Math.ceil(now / 1000) + LIMITS.takenInDays * DAY_SECONDS,
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const stood = await refusalOf(client.send(taking));
    return stood ? standingOf(stood, meaning) : { kind: 'new' };
  },
  done: async ({ hash }) => {
    const doing = { UpdateExpression: 'SET done = :true', ExpressionAttributeValues: { ':true': true } };
    await client.send(new UpdateCommand({ TableName: tableName, Key: keys.once(hash), ...doing }));
  },
  giveBack: async ({ hash }) => {
    const giving = new UpdateCommand({
      TableName: tableName,
      Key: keys.once(hash),
      UpdateExpression: 'SET takenAt = :never',
      // An attempt that was carried out stays done and keeps its time.
      ConditionExpression: 'attribute_exists(meaning) AND attribute_not_exists(done)',
      ExpressionAttributeValues: { ':never': 0 },
    });
    await refusalOf(client.send(giving));
  },
});

const standingOf = ({ meaning, takenAt, done }: Item, asked: string): Standing => {
  if (meaning !== asked) return { kind: 'other' };
  return done === true ? { kind: 'again', at: Number(takenAt) } : { kind: 'busy' };
};
