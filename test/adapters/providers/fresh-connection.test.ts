/**
 * A provider that has forgotten an idle connection costs no message: each one has a connection of its own.
 */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import { afterEach, expect, it } from 'vitest';
import { createMailer } from '../../../adapters/providers/ses.ts';
import { createAwsWhatsapp } from '../../../adapters/providers/whatsapp-aws.ts';
import { createMetaWhatsapp } from '../../../adapters/providers/whatsapp-meta.ts';
import type { WhatsappParcel } from '../../../core/message/whatsapp/parcel.ts';
import { handingOver } from '../../../runtime/clients.ts';

const BODY = JSON.stringify({ MessageId: 'm', messageId: 'm', messages: [{ id: 'm' }] });
const ANSWER = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`;

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

/** Answers the first request of a connection and resets it when anything else comes on it. */
const forgetful = async (): Promise<string> => {
  server = createServer((connection) => {
    let heard = '';
    let answered = false;
    connection.on('error', () => undefined);
    connection.on('data', (bytes) => {
      if (answered) return connection.resetAndDestroy();
      heard += bytes.toString('latin1');
      const [head = '', body] = heard.split('\r\n\r\n', 2);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (body === undefined || body.length < length) return connection;
      answered = true;
      return connection.write(ANSWER);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const options = (endpoint: string) => ({
  ...handingOver({ userAgentAppId: 'test' }),
  region: 'eu-central-1',
  endpoint,
  credentials: { accessKeyId: 'x', secretAccessKey: 'y' },
});
const mail = {
  from: 'Tee <moin@tee.example>',
  to: 'jette@example.org',
  subject: 's',
  html: '<p>x</p>',
  text: 'x',
  headers: {},
  tags: {},
};
const parcel: WhatsappParcel = {
  transport: 'aws',
  from: '1065',
  to: '+491713920011',
  body: { to: '+491713920011' },
  category: 'marketing',
  currency: 'EUR',
};

const four = async (send: () => Promise<Readonly<{ kind: string }>>): Promise<readonly string[]> => {
  const kinds: string[] = [];
  for (let sent = 0; sent < 4; sent += 1) kinds.push((await send()).kind);
  return kinds;
};
const ALL = ['accepted', 'accepted', 'accepted', 'accepted'];

it('every mail over SES is accepted', async () => {
  const { send } = createMailer({
    client: new SESv2Client(options(await forgetful())),
    configurationSet: 'c',
  });
  expect(await four(() => send(mail))).toEqual(ALL);
});

it('every WhatsApp message through AWS is accepted', async () => {
  const send = createAwsWhatsapp(new SocialMessagingClient(options(await forgetful())));
  expect(await four(() => send(parcel))).toEqual(ALL);
});

it('every WhatsApp message straight to Meta is accepted', async () => {
  const send = createMetaWhatsapp({
    baseUrl: await forgetful(),
    functionName: 'f',
    token: () => Promise.resolve('t'),
  });
  expect(await four(() => send(parcel))).toEqual(ALL);
});
