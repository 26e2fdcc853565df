/** The stand-in for WhatsApp refuses what Meta refuses, through both transports. */
import { SendWhatsAppMessageCommand, SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Program } from '../../core/program/program.ts';
import { createClock } from '../../stand-ins/clock.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createStandIns, type StandIns } from '../../stand-ins/stand-ins.ts';

let standIns: StandIns;
beforeEach(async () => {
  const at = Date.UTC(2026, 10, 20, 18);
  standIns = await createStandIns({ clock: createClock({ startAt: at, realTimeNow: () => at }) });
  const form = {
    kind: 'template',
    name: 'hello',
    language: 'de',
    text: 'Moin {{1}}, {{2}}!',
    header: [],
    body: ['', ''],
    buttons: [],
  };
  const program = {
    seq: 1,
    templates: { hello: { locales: {}, needs: [], whatsapp: { de: form } } },
  } as Partial<Program>;
  standIns.s3.put({
    bucket: LOCAL.configBucket,
    key: 'programs/0000000001.json',
    body: Buffer.from(JSON.stringify(program)),
  });
});
afterEach(() => standIns.close());

const template = (change: object = {}, ...values: readonly string[]) => ({
  messaging_product: 'whatsapp',
  to: '+491713920011',
  type: 'template',
  template: {
    name: 'hello',
    language: { code: 'de' },
    components: [{ type: 'body', parameters: values.map((text) => ({ type: 'text', text })) }],
    ...change,
  },
});

const send = (message: object) =>
  new SocialMessagingClient({
    requestHandler: standIns.requestHandler,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  }).send(
    new SendWhatsAppMessageCommand({
      originationPhoneNumberId: 'phone-number-id-1',
      metaApiVersion: 'v23.0',
      message: Buffer.from(JSON.stringify(message)),
    }),
  );

describe('AWS End User Messaging Social', () => {
  it('takes a message and shows its text as the customer reads it', async () => {
    const { messageId } = await send(template({}, 'Jette', 'hier ist Tee'));
    expect(standIns.mailbox.messages()).toMatchObject([
      { channel: 'whatsapp', text: 'Moin Jette, hier ist Tee!', providerId: messageId },
    ]);
  });

  it.each([
    ['a template that was never approved', template({ name: 'other' }, 'a', 'b'), '132001'],
    ['a template in another language', template({ language: { code: 'en' } }, 'a', 'b'), '132001'],
    ['too few parameters', template({}, 'a'), '132000'],
    ['an empty parameter', template({}, 'a', ' '), '131008'],
    ['a line break in a parameter', template({}, 'a', 'b\nc'), '132018'],
    ['nobody to send it to', { ...template({}, 'a', 'b'), to: undefined }, '#100'],
    [
      'a kind of message nobody knows',
      { messaging_product: 'whatsapp', to: '+491713920011', type: 'poem' },
      '#100',
    ],
  ])('refuses %s', async (_what, message, code) => {
    await expect(send(message)).rejects.toMatchObject({
      name: 'InvalidParametersException',
      message: expect.stringContaining(code),
    });
    expect(standIns.mailbox.messages()).toEqual([]);
  });
});

describe('the Cloud API', () => {
  const post = async (
    path: string,
    message: object,
    headers: Readonly<Record<string, string>> = { authorization: 'Bearer token' },
  ) => {
    const { url, close } = await standIns.listenForMeta();
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(message) });
    const answer = { status: response.status, body: (await response.json()) as object };
    await close();
    return answer;
  };

  it('takes the same message with a token, and refuses it with Meta’s own codes', async () => {
    expect(await post('/v23.0/1065/messages', template({}, 'Jette', 'Tee'))).toMatchObject({ status: 200 });
    expect(standIns.mailbox.messages()).toMatchObject([{ from: '1065' }]);
    expect(await post('/v23.0/1065/messages', template({}, 'a'))).toMatchObject({
      status: 400,
      body: { error: { code: 132_000 } },
    });
    expect(await post('/v23.0/1065/messages', template({}, 'a', 'b'), {})).toMatchObject({
      status: 401,
      body: { error: { code: 190 } },
    });
    expect(await post('/v23.0/1065/media', {})).toMatchObject({
      status: 404,
      body: { error: { code: 100 } },
    });
  });
});
