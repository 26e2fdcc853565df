/**
 * The month's budget for paid messages over DynamoDB: one conditional update before each call, so that no
 * number of senders side by side oversteps it.
 */

import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import type { Payment } from '../../core/message/cost.ts';
import type { Budget } from '../../core/ports/budget.ts';
import { present } from '../../core/present.ts';
import { type Item, number, text } from './attributes.ts';
import { paymentOf } from './ledger-row.ts';

/**
 * `once` must be made with `maxAttempts: 1`: a repeated giving back would give more than was taken. Whatever
 * dies between two steps leaves money reserved that was not spent, never the other way round.
 */
type Options = Readonly<{ tableName: string; client: DynamoDBClient; once: DynamoDBClient }>;

export const createBudget = (options: Options): Budget => ({
  reserve: (payment, limitMicros) => reserve(options, payment, limitMicros),
  giveBack: (payment) => giveBack(options, payment),
  refund: async (messageId) => {
    const payment = await takeFromRow(options, messageId);
    if (payment) await giveBack(options, payment);
  },
});

/** Kept a little longer than a year, for comparison. */
const KEPT_DAYS = 400;
const DAY_SECONDS = 24 * 60 * 60;

const reserve = async (
  { client, tableName }: Options,
  payment: Payment,
  limitMicros: number | undefined,
): Promise<boolean> => {
  const room = limitMicros === undefined ? undefined : limitMicros - payment.micros;
  if (room !== undefined && room < 0) return false;
  const expiry = Date.parse(`${payment.month}-01T00:00:00Z`) / 1000 + KEPT_DAYS * DAY_SECONDS;
  const change = new UpdateItemCommand(
    present({
      TableName: tableName,
      Key: keyOf(payment),
      UpdateExpression: 'SET #ttl = :expiry ADD spentMicros :micros',
      ExpressionAttributeNames: { '#ttl': TABLE.ttl },
      ConditionExpression:
        room === undefined ? undefined : 'attribute_not_exists(spentMicros) OR spentMicros <= :room',
      ExpressionAttributeValues: present({
        ':micros': number(payment.micros),
        ':expiry': number(expiry),
        ':room': room === undefined ? undefined : number(room),
      }),
    }),
  );
  return unlessRefused(async () => void (await client.send(change)));
};

const giveBack = async ({ once, tableName }: Options, payment: Payment): Promise<void> => {
  await once.send(
    new UpdateItemCommand({
      TableName: tableName,
      Key: keyOf(payment),
      UpdateExpression: 'ADD spentMicros :micros',
      ExpressionAttributeValues: { ':micros': number(-payment.micros) },
    }),
  );
};

/** Whoever removes the price from the row is the one who gives it back. */
const takeFromRow = async (
  { client, tableName }: Options,
  messageId: string,
): Promise<Payment | undefined> => {
  const { pk, sk } = keys.message(messageId);
  let old: Item | undefined;
  const taken = await unlessRefused(async () => {
    const answer = await client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: { pk: text(pk), sk: text(sk) },
        UpdateExpression: 'REMOVE costMicros, costCurrency, costMonth',
        ConditionExpression: 'attribute_exists(costMicros)',
        ReturnValues: 'ALL_OLD',
      }),
    );
    old = answer.Attributes;
  });
  return taken && old ? paymentOf(old) : undefined;
};

const keyOf = ({ month, currency }: Payment): Item => {
  const { pk, sk } = keys.budget(month, currency);
  return { pk: text(pk), sk: text(sk) };
};

const unlessRefused = async (write: () => Promise<void>): Promise<boolean> => {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
