/**
 * The WhatsApp sender through its front door: the gate, the ledger's phases, refusals of the provider, and
 * the money.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWhatsappIds } from '../../adapters/dynamodb/whatsapp-ids.ts';
import { gateHash, newestVersion } from '../../core/identity/keys.ts';
import type { Program } from '../../core/program/program.ts';
import type { OutboxMessage } from '../../core/state/effect.ts';
import type { Profile } from '../../core/state/profile.ts';
import { createSendWhatsapp } from '../../functions/send-whatsapp/handler.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import {
  batchOf,
  createDesk,
  customerOf,
  type Desk,
  KEYS,
  knows,
  LEASE_MS,
  programWith,
} from '../support/sending.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
});
afterEach(() => desk.close());

const PHONE = '+491713920011';
const program = (settings: Partial<Program['settings']> = {}): Program => {
  const made = programWith({ whatsapp: { transport: 'aws', from: 'phone-number-id-1' }, ...settings });
  const form = {
    kind: 'template' as const,
    name: 'help_1',
    language: 'de',
    text: 'Moin {{1}}',
    header: [],
    body: ['{{ customer.first_name }}'],
    buttons: [],
  };
  return {
    ...made,
    templates: { ...made.templates, help: { locales: {}, needs: [], whatsapp: { de: form } } },
  };
};

/** Jette on WhatsApp, known and published, with her message. */
const jette = async (
  settings: Partial<Program['settings']> = {},
  change: Partial<Profile> = {},
): Promise<OutboxMessage> => {
  const { profile, message } = customerOf('jette');
  const consent = { state: 'given' as const, basis: 'double-opt-in' as const, at: profile.since };
  const known = {
    ...profile,
    person: { ...profile.person, phone: PHONE },
    consents: { 'whatsapp/marketing': consent },
    ...change,
  };
  await desk.publish(program(settings));
  await knows(desk, { profile: known, message });
  return { ...message, channel: 'whatsapp' };
};

const deliver = async (message: OutboxMessage): Promise<boolean> => {
  const env = {
    ...desk.env,
    AWS_LAMBDA_FUNCTION_NAME: 'send-whatsapp',
    WHATSAPP_OUTBOX_URL: desk.standIns.sqs.url(LOCAL.whatsappOutbox),
    WEBHOOK_SECRETS_ID: LOCAL.webhookSecrets,
    META_GRAPH_URL: graph,
  };
  const { batchItemFailures } = await createSendWhatsapp(
    env,
    desk.runtime,
    desk.standIns.requestHandler,
  )(batchOf([message]) as never);
  return batchItemFailures.length === 0;
};
let graph = 'http://127.0.0.1:65535';

const fault = (kind: string): void =>
  void desk.standIns.setFaults([{ service: 'whatsapp', operation: '*', kind, rate: 1, seed: 1 }]);
const waiting = () => desk.standIns.sqs.queue(LOCAL.whatsappOutbox).peek();
const client = () =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: desk.standIns.requestHandler }));
const spent = async (): Promise<number> => {
  const Key = { pk: { S: 'budget#2026-11' }, sk: { S: 'EUR' } };
  const { Item } = await client().send(
    new GetItemCommand({ TableName: LOCAL.table, Key, ConsistentRead: true }),
  );
  return Number(Item?.spentMicros?.N ?? 0);
};

describe('a message that may leave', () => {
  it('leaves once, is paid once, and WhatsApp’s own id leads back to it', async () => {
    const message = await jette();
    await Promise.all([deliver(message), deliver(message)]);
    await deliver(message);
    expect(desk.mails()).toMatchObject([
      { channel: 'whatsapp', to: PHONE, text: 'Moin Jette', messageId: message.messageId },
    ]);
    const row = await desk.row(message);
    expect(row).toMatchObject({
      outcome: 'sent',
      basis: 'double-opt-in',
      payment: { micros: 118_100, currency: 'EUR', month: '2026-11' },
    });
    expect(await spent()).toBe(118_100);
    expect(
      await createWhatsappIds({ tableName: LOCAL.table, client: client() }).find(row?.providerId ?? ''),
    ).toEqual({
      messageId: message.messageId,
      profileId: message.profileId,
    });
  });

  it('goes to the Cloud API with the token of the secret where that is set', async () => {
    const meta = await desk.standIns.listenForMeta();
    graph = meta.url;
    desk.standIns.secrets.set(LOCAL.webhookSecrets, { whatsapp_token: 'a-token' });
    const message = await jette({ whatsapp: { transport: 'meta', from: '1065' } });
    await deliver(message);
    expect(desk.mails()).toMatchObject([{ from: '1065', text: 'Moin Jette' }]);
    await meta.close();
  });
});

it('that WhatsApp refuses because the customer stopped marketing (131050) closes the gate for every later one', async () => {
  const refusing = createServer((_request, response) => {
    response
      .writeHead(400, { 'content-type': 'application/json' })
      .end(JSON.stringify({ error: { message: 'stopped', code: 131_050 } }));
  });
  refusing.listen(0, '127.0.0.1');
  await once(refusing, 'listening');
  graph = `http://127.0.0.1:${(refusing.address() as AddressInfo).port}`;
  desk.standIns.secrets.set(LOCAL.webhookSecrets, { whatsapp_token: 'a-token' });
  const message = await jette({ whatsapp: { transport: 'meta', from: '1065' } });
  expect(await deliver(message)).toBe(true);
  refusing.close();
  expect(
    await desk.gateItems.read([
      { hash: gateHash(KEYS, newestVersion(KEYS), 'whatsapp', PHONE), channel: 'whatsapp' },
    ]),
  ).toMatchObject({
    marketingStoppedBy: 'stop',
  });
  const told = desk.told() as readonly object[];
  expect(told).toContainEqual(expect.objectContaining({ outcome: 'failed', reason: 'no-legal-basis' }));
  expect(told).toContainEqual(
    expect.objectContaining({ event: expect.objectContaining({ name: 'consent.withdrawn' }) }),
  );
  await deliver({ ...message, messageId: 'another' });
  expect(desk.mails()).toEqual([]);
});

describe('a message that may not leave', () => {
  it.each([
    ['the number', PHONE],
    ['the user id', 'DE.18340000000000001'],
  ])('stays after a STOP that was written down under %s', async (_what, address) => {
    const { profile } = customerOf('jette');
    const message = await jette(
      {},
      { person: { ...profile.person, phone: PHONE, whatsappId: 'DE.18340000000000001' } },
    );
    await desk.gateItems.stopMarketing(
      { hash: gateHash(KEYS, '1', 'whatsapp', address), channel: 'whatsapp' },
      desk.clock.now(),
      'stop',
    );
    await deliver(message);
    expect(desk.mails()).toEqual([]);
    expect(desk.told()).toMatchObject([{ outcome: 'skipped', reason: 'no-legal-basis' }]);
  });

  it('stays when the budget of the month is used up, and nothing is taken from it', async () => {
    const message = await jette({
      budget: { perMonth: { amount: 10, currency: 'EUR' }, transactionalShare: 0 },
    });
    await deliver(message);
    expect(desk.mails()).toEqual([]);
    expect(desk.told()).toMatchObject([{ outcome: 'skipped', reason: 'budget' }]);
    expect(await spent()).toBe(0);
  });
});

describe('a call that goes wrong', () => {
  it('is tried later when WhatsApp is full, with ever longer waits, and costs nothing until then', async () => {
    const message = await jette();
    fault('throttle');
    expect(await deliver(message)).toBe(true);
    expect(waiting()).toHaveLength(1);
    expect(await spent()).toBe(0);
    desk.standIns.setFaults([]);
    await deliver(message);
    expect(desk.mails()).toHaveLength(1);
    expect(await spent()).toBe(118_100);
  });

  it.each(['timeout-before', 'timeout-after', 'error'])(
    'is unknown after %s, stays paid, and is never repeated',
    async (kind) => {
      const message = await jette();
      fault(kind);
      await deliver(message);
      desk.standIns.setFaults([]);
      desk.advance(2 * LEASE_MS);
      await deliver(message);
      expect((await desk.row(message))?.outcome).toBe('unknown');
      expect(desk.mails()).toHaveLength(kind === 'timeout-after' ? 1 : 0);
      expect(await spent()).toBe(118_100);
    },
  );

  it('has failed where Meta refuses this very message, and the money comes back', async () => {
    const message = await jette();
    // A template approved since then under the same name: its text has two placeholders, which the message's
    // own program does not fill.
    const form = {
      kind: 'template' as const,
      name: 'help_1',
      language: 'de',
      text: '{{1}} {{2}}',
      header: [],
      body: ['a', 'b'],
      buttons: [],
    };
    const later = { ...program(), seq: 2 };
    await desk.publish({
      ...later,
      templates: { ...later.templates, help: { locales: {}, needs: [], whatsapp: { de: form } } },
    });
    await deliver(message);
    expect(desk.told()).toMatchObject([{ outcome: 'failed', reason: 'content-invalid' }]);
    expect(await spent()).toBe(0);
  });
});
