/**
 * The ledger on a real table: who may call the provider, and what becomes of a message, in whatever order
 * reports arrive.
 */
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import type { OutboxMessage } from '../../../core/state/effect.ts';
import { createDesk, customerOf, type Desk, LEASE_MS, START } from '../../support/sending.ts';

let desk: Desk;
let ids = 0;
let message: OutboxMessage;

beforeAll(async () => {
  desk = await createDesk();
});
afterAll(() => desk.close());
beforeEach(() => {
  ids += 1;
  message = { ...customerOf('jette').message, messageId: `m${ids}` };
});

const stored = async (messageId: string) => {
  const client = new DynamoDBClient({ requestHandler: desk.standIns.requestHandler });
  const Key = { pk: { S: `message#${messageId}` }, sk: { S: 'ledger' } };
  return (await client.send(new GetItemCommand({ TableName: 'stammkunde', Key }))).Item;
};

type Facts = { token?: string; at?: number; keptUntil?: number };
const settle = (outcome: 'sent' | 'unknown' | 'skipped', facts: Facts = {}) =>
  desk.ledger.settle(message.messageId, { outcome, at: START, ...facts });

describe('claiming', () => {
  it('takes a new message, and shows others what stands there', async () => {
    expect(await desk.ledger.claim(message, 'a', START)).toBe('claimed');
    expect(await desk.ledger.claim(message, 'b', START + 1)).toEqual({
      messageId: message.messageId,
      profileId: message.profileId,
      phase: 'claimed',
      token: 'a',
      leaseUntil: START + LEASE_MS,
      message,
    });
  });

  it('is repeated without harm by the same attempt, whose first answer was lost', async () => {
    await desk.ledger.claim(message, 'a', START);
    expect(await desk.ledger.claim(message, 'a', START)).toBe('claimed');
  });

  it('takes over what was given back, and a claim whose lease has run out', async () => {
    await desk.ledger.claim(message, 'a', START);
    expect(await desk.ledger.claim(message, 'b', START + LEASE_MS)).toBe('claimed');
    await desk.ledger.release(message.messageId, 'b');
    expect(await desk.ledger.claim(message, 'c', START + LEASE_MS)).toBe('claimed');
  });

  it('never takes over a call, however old it is', async () => {
    await desk.ledger.claim(message, 'a', START);
    await desk.ledger.calling(message.messageId, 'a', { at: START });
    expect(await desk.ledger.claim(message, 'b', START + 100 * LEASE_MS)).toMatchObject({
      phase: 'calling',
      token: 'a',
      calledAt: START,
    });
  });

  it('keeps the newest decision of the message', async () => {
    await desk.ledger.claim(message, 'a', START);
    await desk.ledger.release(message.messageId, 'a');
    await desk.ledger.claim({ ...message, decidedAt: START + 5 }, 'b', START + 5);
    expect((await desk.row(message))?.message.decidedAt).toBe(START + 5);
  });

  it('writes less than a kilobyte that outlives every queue', async () => {
    await desk.ledger.claim(
      {
        ...message,
        messageId: 'm'.repeat(25),
        profileId: 'p'.repeat(26),
        entryId: 'e'.repeat(25),
        ref: `t#${START}#${'r'.repeat(25)}`,
      },
      'a'.repeat(36),
      START,
    );
    const Item = await stored('m'.repeat(25));
    expect(JSON.stringify(Item).length).toBeLessThan(1_024);
    expect(Number(Item?.['expiresAt']?.N)).toBe(START / 1_000 + LIMITS.ledgerRetentionDays * 86_400);
  });
});

describe('calling', () => {
  it('is for the holder of the token only', async () => {
    await desk.ledger.claim(message, 'a', START);
    expect(await desk.ledger.calling(message.messageId, 'b', { at: START })).toBe(false);
    expect(await desk.ledger.calling(message.messageId, 'a', { at: START })).toBe(true);
    expect(await desk.ledger.calling(message.messageId, 'a', { at: START })).toBe(true);
  });

  it('keeps the row as long as it is told to, because nothing else says what became of the message', async () => {
    const keptUntil = START + 737 * 86_400_000;
    await desk.ledger.claim(message, 'a', START);
    await desk.ledger.calling(message.messageId, 'a', { at: START, keptUntil });
    await settle('sent', { token: 'a' });
    expect((await stored(message.messageId))?.['expiresAt']?.N).toBe(String(keptUntil / 1_000));
  });

  it('of a message that is skipped without one does so too', async () => {
    const keptUntil = START + 737 * 86_400_000;
    await desk.ledger.claim(message, 'a', START);
    await settle('skipped', { token: 'a', keptUntil });
    expect((await stored(message.messageId))?.['expiresAt']?.N).toBe(String(keptUntil / 1_000));
  });

  it('is refused to who lost the claim, and after it was given back', async () => {
    await desk.ledger.claim(message, 'a', START);
    await desk.ledger.claim(message, 'b', START + LEASE_MS);
    expect(await desk.ledger.calling(message.messageId, 'a', { at: START + LEASE_MS })).toBe(false);
    await desk.ledger.release(message.messageId, 'b');
    expect(await desk.ledger.calling(message.messageId, 'b', { at: START + LEASE_MS })).toBe(false);
  });
});

describe('settling', () => {
  it('is for the holder, who may repeat it', async () => {
    await desk.ledger.claim(message, 'a', START);
    expect(await settle('sent', { token: 'b' })).toBe(false);
    expect(await settle('sent', { token: 'a' })).toBe(true);
    expect(await settle('sent', { token: 'a' })).toBe(true);
    expect(await desk.ledger.claim(message, 'c', START + 100 * LEASE_MS)).toMatchObject({
      phase: 'settled',
      outcome: 'sent',
    });
  });

  it('is final: who hears too late that nothing was taken gives nothing back', async () => {
    await desk.ledger.claim(message, 'a', START);
    await desk.ledger.calling(message.messageId, 'a', { at: START });
    await settle('unknown', { at: START + LEASE_MS });
    await desk.ledger.release(message.messageId, 'a');
    expect(await desk.ledger.claim(message, 'b', START + LEASE_MS)).toMatchObject({ outcome: 'unknown' });
  });

  it('without a token is for calls whose lease has run out; their holder may still come and know better', async () => {
    await desk.ledger.claim(message, 'a', START);
    await desk.ledger.calling(message.messageId, 'a', { at: START });
    expect(await settle('unknown', { at: START + LEASE_MS - 1 })).toBe(false);
    expect(await settle('unknown', { at: START + LEASE_MS })).toBe(true);
    expect(await settle('sent', { token: 'a' })).toBe(true);
    expect(await settle('unknown', { at: START + 9 * LEASE_MS })).toBe(false);
    expect(await desk.row(message)).toMatchObject({ outcome: 'sent' });
  });

  it('keeps why, on which basis and under which id the message ended, beside what its call had cost', async () => {
    const payment = { micros: 75_300, currency: 'EUR', month: '2026-11' };
    const end = { outcome: 'failed', reason: 'rejected', basis: 'contract', providerId: 'p-1' } as const;
    await desk.ledger.claim(message, 'a', START);
    await desk.ledger.calling(message.messageId, 'a', { at: START, payment });
    expect(await desk.row(message)).toMatchObject({ phase: 'calling', payment });
    await desk.ledger.settle(message.messageId, { ...end, at: START + 5, token: 'a' });
    expect(await desk.row(message)).toMatchObject({ ...end, payment, settledAt: START + 5 });
  });

  it('is not done by a call that its holder gives back, because the provider refused it', async () => {
    await desk.ledger.claim(message, 'a', START);
    await desk.ledger.calling(message.messageId, 'a', { at: START });
    await desk.ledger.release(message.messageId, 'b');
    expect(await desk.row(message)).toMatchObject({ phase: 'calling' });
    await desk.ledger.release(message.messageId, 'a');
    expect(await desk.ledger.claim(message, 'c', START)).toBe('claimed');
  });

  it('is not undone by giving back', async () => {
    await desk.ledger.claim(message, 'a', START);
    await settle('skipped', { token: 'a' });
    await desk.ledger.release(message.messageId, 'a');
    expect(await desk.row(message)).toMatchObject({ phase: 'settled', outcome: 'skipped' });
  });
});

it('reads many rows, each once, and leaves out what is not there', async () => {
  const many = Array.from({ length: 130 }, (_, index) => ({ ...message, messageId: `many-${index}` }));
  for (const each of many) await desk.ledger.claim(each, 'a', START);
  const rows = await desk.ledger.read([...many.map(({ messageId }) => messageId), 'many-0', 'nobody']);
  expect(new Set(rows.map(({ messageId }) => messageId)).size).toBe(130);
  expect(rows).toHaveLength(130);
});
