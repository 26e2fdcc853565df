/**
 * Hold items in DynamoDB: customers with an input that could not be applied, whose marketing therefore waits
 * (rule 6).
 */
import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { DEAD_LETTER_DAYS } from '../../contract/queues.ts';
import { keys, TABLE } from '../../contract/table.ts';
import type { Holds } from '../../core/ports/holds.ts';
import type { Instant } from '../../core/time/instant.ts';
import type { Table } from './table.ts';

const DAY_SECONDS = 24 * 60 * 60;
/**
 * The dead-letter queue forgets an input after its retention, so a hold is kept only one day longer: nothing
 * could lift it any more.
 */
const KEPT_DAYS = DEAD_LETTER_DAYS + 1;

export const createHolds = ({ client, tableName }: Table): Holds => ({
  add: async (group, input, now) => {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: keys.hold(group),
        UpdateExpression: 'SET #ttl = :ttl ADD #inputs :input',
        ExpressionAttributeNames: { '#ttl': TABLE.ttl, '#inputs': INPUTS },
        ExpressionAttributeValues: {
          ':ttl': Math.ceil(now / 1000) + KEPT_DAYS * DAY_SECONDS,
          ':input': new Set([input]),
        },
      }),
    );
  },
  // DynamoDB removes a set with its last member; the empty item expires by itself.
  lift: async (group, input) => {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: keys.hold(group),
        UpdateExpression: 'DELETE #inputs :input',
        ExpressionAttributeNames: { '#inputs': INPUTS },
        ExpressionAttributeValues: { ':input': new Set([input]) },
      }),
    );
  },
  release: async (group) => {
    await client.send(new DeleteCommand({ TableName: tableName, Key: keys.hold(group) }));
  },
});

const INPUTS = 'inputs';
const HOLD_PREFIX = keys.hold('').pk;

type Stored = Readonly<{ pk?: string; inputs?: ReadonlySet<string>; expiresAt?: number }>;

/** Until when the last of these items holds; undefined where none names an input that is still unapplied. */
export const holdExpiryOf = (items: readonly Stored[]): Instant | undefined => {
  const holding = items.filter(
    ({ pk, inputs }) => pk?.startsWith(HOLD_PREFIX) && inputs !== undefined && inputs.size > 0,
  );
  return holding.length === 0 ? undefined : Math.max(...holding.map(({ expiresAt = 0 }) => expiresAt * 1000));
};
