/**
 * Hold items over DynamoDB: customers of whom an input could not be applied, whose marketing therefore waits
 * (rule 6).
 */
import { DeleteItemCommand, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { DEAD_LETTER_DAYS } from '../../contract/queues.ts';
import { keys, TABLE } from '../../contract/table.ts';
import type { Holds } from '../../core/ports/holds.ts';
import type { Instant } from '../../core/time/instant.ts';
import { type Item, number, numberOf, text } from './attributes.ts';

const DAY_SECONDS = 24 * 60 * 60;
/**
 * An input is lost when its dead-letter queue forgets it; a hold that outlived it by long would hold for
 * ever.
 */
const KEPT_DAYS = DEAD_LETTER_DAYS + 1;

export const createHolds = ({
  client,
  tableName,
}: Readonly<{ client: DynamoDBClient; tableName: string }>): Holds => ({
  add: async (group, input, now) => {
    await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: holdKeyOf(group),
        UpdateExpression: 'SET #ttl = :ttl ADD #inputs :input',
        ExpressionAttributeNames: { '#ttl': TABLE.ttl, '#inputs': INPUTS },
        ExpressionAttributeValues: {
          ':ttl': number(Math.ceil(now / 1000) + KEPT_DAYS * DAY_SECONDS),
          ':input': { SS: [input] },
        },
      }),
    );
  },
  // DynamoDB drops a set with its last member. The empty item that is left expires by itself.
  lift: async (group, input) => {
    await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: holdKeyOf(group),
        UpdateExpression: 'DELETE #inputs :input',
        ExpressionAttributeNames: { '#inputs': INPUTS },
        ExpressionAttributeValues: { ':input': { SS: [input] } },
      }),
    );
  },
  release: async (group) => {
    await client.send(new DeleteItemCommand({ TableName: tableName, Key: holdKeyOf(group) }));
  },
});

const INPUTS = 'inputs';
const HOLD_PREFIX = keys.hold('').pk;

/** `group` is the queue group of an input: the profile that its sender took it to be about. */
export const holdKeyOf = (group: string): Item => {
  const { pk, sk } = keys.hold(group);
  return { pk: text(pk), sk: text(sk) };
};

/**
 * Until when the last of these items holds, undefined where none names an input that still stands in the way.
 */
export const holdExpiryOf = (items: readonly Item[]): Instant | undefined => {
  const holding = items.filter(
    (item) => item.pk?.S?.startsWith(HOLD_PREFIX) && (item[INPUTS]?.SS ?? []).length > 0,
  );
  return holding.length === 0
    ? undefined
    : Math.max(...holding.map((item) => (numberOf(item, TABLE.ttl) ?? 0) * 1000));
};
