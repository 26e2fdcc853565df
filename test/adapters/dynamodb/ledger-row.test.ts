/** What a stored ledger row says, also one that an older or a newer version wrote. */
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { createLedger } from '../../../adapters/dynamodb/ledger.ts';
import { rowOf } from '../../../adapters/dynamodb/ledger-row.ts';
import { customerOf, START } from '../../support/sending.ts';

describe('a stored row', () => {
  const json = JSON.stringify(customerOf('jette').message);
  const paid = { costMicros: 7, costCurrency: 'EUR', costMonth: '2026-11' };

  it('is none without its message or with a phase that nobody knows', () => {
    expect(rowOf({})).toBeUndefined();
    expect(rowOf({ phase: 'calling' })).toBeUndefined();
    expect(rowOf({ message: json })).toBeUndefined();
    expect(rowOf({ phase: 'thinking', message: json })).toBeUndefined();
    for (const phase of ['claimed', 'calling', 'released', 'settled'])
      expect(rowOf({ phase, message: json })).toMatchObject({ phase, messageId: 'message-jette' });
  });

  it('knows what was paid for the message only where all of it is there', () => {
    expect(rowOf({ phase: 'calling', message: json, ...paid })?.payment).toEqual({
      micros: 7,
      currency: 'EUR',
      month: '2026-11',
    });
    for (const part of ['costMicros', 'costCurrency', 'costMonth'])
      expect(rowOf({ phase: 'calling', message: json, ...paid, [part]: undefined })?.payment).toBeUndefined();
  });

  it('has the feedback that is known, and what a newer version tells changes nothing', () => {
    const told = { thought: START, 'soft-bounced': START } as object;
    const row = rowOf({ phase: 'settled', message: json, outcome: 'sent', reason: 'new', feedback: told });
    expect(row).toMatchObject({ outcome: 'bounced', feedback: { 'soft-bounced': START } });
    expect(Object.keys(row?.feedback ?? {})).toEqual(['soft-bounced']);
    expect(rowOf({ phase: 'calling', message: json, outcome: 'thought', feedback: {} })).toEqual({
      messageId: 'message-jette',
      profileId: '1jette',
      phase: 'calling',
      message: customerOf('jette').message,
    });
  });
});

describe('where AWS does not send the row along', () => {
  const { message } = customerOf('jette');
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
  const dynamodb = mockClient(client);
  const refused = new ConditionalCheckFailedException({ message: 'no', $metadata: {} });
  const ledger = createLedger({ tableName: 't', client });
  afterEach(() => dynamodb.reset());

  it('it is read, strongly consistently', async () => {
    dynamodb.on(UpdateCommand).rejects(refused);
    dynamodb.on(GetCommand).resolves({ Item: { phase: 'calling', message: JSON.stringify(message) } });
    expect(await ledger.claim(message, 'a', START)).toMatchObject({ phase: 'calling' });
    expect(dynamodb.commandCalls(GetCommand)[0]?.args[0].input.ConsistentRead).toBe(true);
  });

  it('and is gone by then, the queue must bring the message again', async () => {
    dynamodb.on(UpdateCommand).rejects(refused);
    dynamodb.on(GetCommand).resolves({});
    await expect(ledger.claim(message, 'a', START)).rejects.toThrow('brings the message again');
  });
});
