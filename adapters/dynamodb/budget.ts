/**
 * The month's budget for paid messages in DynamoDB: one conditional update before each call, so that senders
 * in parallel never exceed it together.
 */

import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { keys, TABLE } from '../../contract/table.ts';
import type { Payment } from '../../core/message/cost.ts';
import type { Budget } from '../../core/ports/budget.ts';
import { present } from '../../core/present.ts';
import { paymentOf } from './ledger-row.ts';
import { refusalOf, type Table } from './table.ts';

/**
 * `once` must be made with `maxAttempts: 1`: a repeated refund would give back more than was reserved. A
 * crash between two steps may leave money reserved that was not spent, never the other way round.
 */
type Options = Table & Readonly<{ once: DynamoDBDocumentClient }>;

export const createBudget = (options: Options): Budget => ({
  reserve: (payment, limitMicros) => reserve(options, payment, limitMicros),
  giveBack: (payment) => giveBack(options, payment),
  refund: async (messageId) => {
    const payment = await takeFromRow(options, messageId);
    if (payment) await giveBack(options, payment);
  },
});

/** Days a month's row is kept: a little longer than a year, for comparison. */
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
  const change = new UpdateCommand(
    present({
      TableName: tableName,
      Key: keys.budget(payment.month, payment.currency),
      UpdateExpression: 'SET #ttl = :expiry ADD spentMicros :micros',
      ExpressionAttributeNames: { '#ttl': TABLE.ttl },
      ConditionExpression:
        room === undefined ? undefined : 'attribute_not_exists(spentMicros) OR spentMicros <= :room',
      ExpressionAttributeValues: present({ ':micros': payment.micros, ':expiry': expiry, ':room': room }),
    }),
  );
  return (await refusalOf(client.send(change))) === undefined;
};

const giveBack = async (
  { once, tableName }: Options,
  { month, currency, micros }: Payment,
): Promise<void> => {
  await once.send(
    new UpdateCommand({
      TableName: tableName,
      Key: keys.budget(month, currency),
      UpdateExpression: 'ADD spentMicros :micros',
      ExpressionAttributeValues: { ':micros': -micros },
    }),
  );
};

/** Removes the price from the ledger row. Only the caller that removed it gives the money back. */
const takeFromRow = async (
  { client, tableName }: Options,
  messageId: string,
): Promise<Payment | undefined> => {
  const taking = client.send(
    new UpdateCommand({
      TableName: tableName,
      Key: keys.message(messageId),
      UpdateExpression: 'REMOVE costMicros, costCurrency, costMonth',
      ConditionExpression: 'attribute_exists(costMicros)',
      ReturnValues: 'ALL_OLD',
    }),
  );
  const refused = await refusalOf(taking);
  return refused ? undefined : paymentOf((await taking).Attributes ?? {});
};
