/** What counts once, over DynamoDB: two small writes for each, and nothing that says what or whose it was. */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Mark, Once, Standing } from '../../core/ports/once.ts';
import { type Item, refusalOf, type Table } from './table.ts';

const DAY_SECONDS = 24 * 60 * 60;

export const createOnce = ({ tableName, client }: Table): Once => ({
  take: async ({ hash, meaning }, now) => {
    const taking = new UpdateCommand({
      TableName: tableName,
      Key: keys.once(hash),
      UpdateExpression: 'SET meaning = :meaning, takenAt = :now, #ttl = :ttl',
      // One that broke off is taken up again after a while.
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
  done: async (mark) => {
    await client.send(changed(tableName, mark, 'SET done = :value', true));
  },
  giveBack: async (mark) => {
    await client.send(changed(tableName, mark, 'SET takenAt = :value', 0));
  },
});

const changed = (tableName: string, { hash }: Mark, change: string, value: true | 0): UpdateCommand =>
  new UpdateCommand({
    TableName: tableName,
    Key: keys.once(hash),
    UpdateExpression: change,
    ConditionExpression: 'attribute_exists(meaning)',
    ExpressionAttributeValues: { ':value': value },
  });

const standingOf = ({ meaning, takenAt, done }: Item, asked: string): Standing => {
  if (meaning !== asked) return { kind: 'other' };
  return done === true ? { kind: 'again', at: Number(takenAt) } : { kind: 'busy' };
};
