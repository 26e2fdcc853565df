/** WhatsApp at the door: stops that hold before the answer, and statuses that move the ledger. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWhatsappIds } from '../../adapters/dynamodb/whatsapp-ids.ts';
import { gateHashes } from '../../core/identity/keys.ts';
import type { OutboxMessage } from '../../core/state/effect.ts';
import type { Input } from '../../core/state/input.ts';
import { createReceiveFeedback } from '../../functions/receive-feedback/handler.ts';
import { createReceiveWebhook } from '../../functions/receive-webhook/handler.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createDesk, customerOf, type Desk, KEYS, START } from '../support/sending.ts';
import { snsEvent } from '../support/ses-events.ts';
import {
  APP_SECRET,
  BSUID,
  bodyOf,
  entryOf,
  failedWith,
  fromWhatsapp,
  PHONE,
  says,
  status,
  throughSns,
  VERIFY_TOKEN,
} from '../support/whatsapp.ts';

let desk: Desk;
const message: OutboxMessage = { ...customerOf('jette').message, channel: 'whatsapp' };

beforeEach(async () => {
  desk = await createDesk();
  desk.standIns.secrets.set(LOCAL.webhookSecrets, {
    whatsapp: [APP_SECRET, 'older'],
    whatsapp_verify_token: VERIFY_TOKEN,
  });
});
afterEach(() => desk.close());

const door = (): ReturnType<typeof createReceiveWebhook> =>
  createReceiveWebhook(
    {
      ...desk.env,
      WEBHOOK_SECRETS_ID: LOCAL.webhookSecrets,
      BEARER_TOKENS_ID: LOCAL.bearerTokens,
      SHOPS: '{}',
      NOTICE_QUEUE_URL: '',
    },
    desk.runtime,
    desk.standIns.requestHandler,
  );
const post = async (...entries: readonly object[]) => door()(fromWhatsapp(bodyOf(...entries)));
const table = () => ({
  tableName: LOCAL.table,
  client: DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: desk.standIns.requestHandler })),
});
const queued = () => desk.told() as readonly Input[];
const eventsQueued = () => queued().flatMap((input) => (input.kind === 'event' ? [input.event] : []));
const gateOf = (address: string) =>
  desk.gateItems.read(
    gateHashes(KEYS, 'whatsapp', address).map((hash) => ({ hash, channel: 'whatsapp' as const })),
  );

/** Jette got this message; the provider calls it wamid.1. */
const wasSent = async (): Promise<void> => {
  await desk.ledger.claim(message, 'a', START);
  await desk.ledger.calling(message.messageId, 'a', { at: START });
  await desk.ledger.settle(message.messageId, {
    outcome: 'sent',
    basis: 'double-opt-in',
    providerId: 'wamid.1',
    at: START,
    token: 'a',
  });
  await createWhatsappIds(table()).remember(
    'wamid.1',
    { messageId: message.messageId, profileId: message.profileId },
    START,
  );
};
const tell = (name: string, change: object = {}, id = 'wamid.1') =>
  post(entryOf({ statuses: [status(START, name, id, change)] }));

describe('what customers write', () => {
  it('reaches their profile, in a queue group of their own', async () => {
    expect((await post(entryOf({ messages: [says(START, 'Hallo')] }))).statusCode).toBe(200);
    const [input] = queued();
    expect(eventsQueued()).toMatchObject([{ name: 'message.replied', data: { text: 'Hallo' } }]);
    expect(input?.profileId).toBe(eventsQueued()[0]?.identities[0]?.profileId);
  });

  it('STOP is in force under number and user id before the answer, even if the queue does not take the event', async () => {
    desk.standIns.setFaults([{ service: 'sqs', operation: '*', kind: 'error', rate: 1, seed: 1 }]);
    expect((await post(entryOf({ messages: [says(START, 'STOP')] }))).statusCode).toBe(503);
    for (const address of [PHONE, BSUID])
      expect(await gateOf(address)).toEqual({ marketingStoppedAt: START, marketingStoppedBy: 'stop' });
    desk.standIns.setFaults([]);
    expect((await post(entryOf({ messages: [says(START, 'STOP')] }))).statusCode).toBe(200);
    expect(eventsQueued().map(({ name }) => name)).toEqual(['consent.withdrawn', 'message.replied']);
  });

  it('STOP is not answered while the gate cannot be written', async () => {
    desk.standIns.setFaults([{ service: 'dynamodb', operation: '*', kind: 'error', rate: 1, seed: 1 }]);
    expect((await post(entryOf({ messages: [says(START, 'STOP')] }))).statusCode).toBe(503);
    expect(queued()).toEqual([]);
  });

  it('that is not understood is kept whole, and the rest of the batch counts', async () => {
    const answer = await post(entryOf({ messages: [{ type: 'text' }, says(START, 'Hallo')] }));
    expect(answer.statusCode).toBe(202);
    expect(eventsQueued().map(({ name }) => name)).toEqual(['message.replied']);
    expect(desk.standIns.s3.list(LOCAL.rawBucket, 'quarantine/whatsapp/')).toHaveLength(1);
    expect((await door()(fromWhatsapp({ hello: 'world' }))).statusCode).toBe(202);
  });
});

describe('statuses', () => {
  it('move the outcome forward only, in whatever order they come, by the provider’s id or ours', async () => {
    await wasSent();
    await tell('read');
    await tell('sent');
    await tell('delivered', { biz_opaque_callback_data: message.messageId }, 'wamid.unknown');
    expect(await desk.row(message)).toMatchObject({
      outcome: 'read',
      feedback: { sent: START, delivered: START, read: START },
    });
    await tell('failed', failedWith(131_026));
    const row = await desk.row(message);
    expect([row?.outcome, row?.reason]).toEqual(['read', undefined]);
    expect(queued()).toEqual([]);
  });

  it('of a batch are all taken, also those of messages that nobody here sent', async () => {
    await wasSent();
    const statuses = Array.from({ length: 60 }, (_, index) => status(START, 'delivered', `wamid.${index}`));
    expect((await post(entryOf({ statuses }))).statusCode).toBe(200);
    expect(await desk.row(message)).toMatchObject({ outcome: 'delivered' });
  });

  it.each([
    [131_049, 'provider-cap'],
    [131_026, 'rejected'],
    [131_047, 'whatsapp-window'],
    [999_999, 'rejected'],
  ])('%i tells the flow that the message failed: %s', async (code, reason) => {
    await wasSent();
    await tell('failed', failedWith(code));
    expect(await desk.row(message)).toMatchObject({ outcome: 'failed', reason });
    expect(queued()).toMatchObject([
      {
        kind: 'outcome',
        messageId: message.messageId,
        profileId: message.profileId,
        outcome: 'failed',
        reason,
      },
      {
        kind: 'event',
        event: {
          name: 'message.failed',
          data: { channel: 'whatsapp', flow: message.flow, step: message.step, kind: reason },
        },
      },
    ]);
    expect(await gateOf(PHONE)).toBeUndefined();
    const before = queued().length;
    await tell('failed', failedWith(code));
    // The same inputs under the same ids: the queue and the engine know them.
    expect(new Set(queued().map(({ inputId }) => inputId)).size).toBe(before);
  });

  it('131050 is an opt-out: in force at once, and withdrawn on the profile that the message was for', async () => {
    await wasSent();
    await tell('failed', failedWith(131_050));
    expect(await gateOf(PHONE)).toMatchObject({ marketingStoppedBy: 'stop' });
    expect(queued()).toMatchObject([
      {
        kind: 'event',
        profileId: message.profileId,
        event: { name: 'consent.withdrawn', data: { channel: 'whatsapp' } },
      },
      { kind: 'outcome', outcome: 'failed' },
      { kind: 'event', event: { name: 'message.failed' } },
    ]);
  });

  it('131050 about a message of another sender on the same number counts all the same', async () => {
    await tell('failed', failedWith(131_050), 'wamid.theirs');
    expect(await gateOf(BSUID)).toMatchObject({ marketingStoppedBy: 'stop' });
    expect(eventsQueued()).toMatchObject([
      { name: 'consent.withdrawn', identities: [{ kind: 'phone', value: PHONE }, { kind: 'whatsapp' }] },
    ]);
  });
});

describe('through SNS', () => {
  const hear = (...notifications: readonly unknown[]) =>
    createReceiveFeedback(
      { ...desk.env, FEEDBACK_DLQ_URL: 'https://sqs.example/dlq' },
      desk.runtime,
      desk.standIns.requestHandler,
    )(snsEvent(...notifications) as never);

  it('the same entries do the same, under the same ids', async () => {
    await wasSent();
    const entry = entryOf({
      messages: [says(START, 'STOP')],
      statuses: [status(START, 'delivered', 'wamid.1')],
    });
    await post(entry);
    const byWebhook = queued();
    await hear(throughSns(entry));
    expect(queued()).toEqual(byWebhook);
    expect(await desk.row(message)).toMatchObject({ outcome: 'delivered' });
    expect(await gateOf(PHONE)).toMatchObject({ marketingStoppedBy: 'stop' });
  });

  it('a status is also found by the id that AWS gave the message', async () => {
    await wasSent();
    await createWhatsappIds(table()).remember(
      'aws-7',
      { messageId: message.messageId, profileId: message.profileId },
      START,
    );
    await hear(throughSns(entryOf({ statuses: [status(START, 'read', 'wamid.other')] }), 'aws-7'));
    expect(await desk.row(message)).toMatchObject({ outcome: 'read' });
  });

  it('what is not understood fails after the rest was taken in, so that it ends in the dead-letter queue', async () => {
    await expect(
      hear(throughSns({ nothing: true }), throughSns(entryOf({ messages: [says(START, 'Hallo')] }))),
    ).rejects.toThrow('without changes');
    expect(eventsQueued().map(({ name }) => name)).toEqual(['message.replied']);
    await expect(hear({ whatsAppWebhookEntry: 'no json' })).rejects.toThrow('not JSON');
    await hear(throughSns(entryOf({}, 'account_update')));
  });
});
