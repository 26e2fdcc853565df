/** The month's budget with senders in parallel, refusals and refunds. */
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBudget } from '../../../adapters/dynamodb/budget.ts';
import { LOCAL } from '../../../stand-ins/names.ts';
import { createDesk, customerOf, type Desk } from '../../support/sending.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
});
afterEach(() => desk.close());

const payment = { micros: 118_100, currency: 'EUR', month: '2026-11' };
const client = () =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: desk.standIns.requestHandler }));
const budget = () => createBudget({ tableName: LOCAL.table, client: client(), once: client() });
const spent = async (): Promise<number> => {
  const { Item } = await client().send(
    new GetItemCommand({
      TableName: LOCAL.table,
      Key: { pk: { S: 'budget#2026-11' }, sk: { S: 'EUR' } },
      ConsistentRead: true,
    }),
  );
  return Number(Item?.spentMicros?.N ?? 0);
};

describe('a budget', () => {
  it('is never overstepped, however many senders reserve at once', async () => {
    const limit = payment.micros * 7 + 1;
    const results = await Promise.all(Array.from({ length: 25 }, () => budget().reserve(payment, limit)));
    expect(results.filter((reserved) => reserved)).toHaveLength(7);
    expect(await spent()).toBe(payment.micros * 7);
  });

  it('refuses a message that alone is dearer than all of it', async () => {
    expect(await budget().reserve(payment, payment.micros - 1)).toBe(false);
    expect(await spent()).toBe(0);
  });

  it('counts without a limit too, and each month and currency by itself', async () => {
    expect(await budget().reserve(payment, undefined)).toBe(true);
    expect(await budget().reserve({ ...payment, month: '2026-12' }, payment.micros)).toBe(true);
    expect(await budget().reserve({ ...payment, currency: 'USD' }, payment.micros)).toBe(true);
    expect(await budget().reserve(payment, payment.micros)).toBe(false);
  });

  it('gets back what a message had taken once, however often it is asked', async () => {
    const { message } = customerOf('jette');
    await budget().reserve(payment, undefined);
    await budget().reserve(payment, undefined);
    await desk.ledger.claim(message, 'token', desk.clock.now());
    await desk.ledger.calling(message.messageId, 'token', { at: desk.clock.now(), payment });
    expect((await desk.row(message))?.payment).toEqual(payment);
    await Promise.all([budget().refund(message.messageId), budget().refund(message.messageId)]);
    await budget().refund(message.messageId);
    expect(await spent()).toBe(payment.micros);
    expect((await desk.row(message))?.payment).toBeUndefined();
  });
});
