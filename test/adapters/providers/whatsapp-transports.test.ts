/** The answers of both WhatsApp transports, and what is known about the message after them. */

import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import { afterEach, describe, expect, it } from 'vitest';
import { createAwsWhatsapp } from '../../../adapters/providers/whatsapp-aws.ts';
import { createMetaWhatsapp } from '../../../adapters/providers/whatsapp-meta.ts';
import type { WhatsappParcel } from '../../../core/message/whatsapp/parcel.ts';

const parcel: WhatsappParcel = {
  transport: 'aws',
  from: '1065',
  to: '+491713920011',
  body: { messaging_product: 'whatsapp', to: '+491713920011' },
  category: 'marketing',
  currency: 'EUR',
};

type Heard = Readonly<{ path: string; authorization: string; body: string }>;
const heard: Heard[] = [];
let server: Server | undefined;
afterEach(() => {
  heard.length = 0;
  server?.close();
});

/** A server that gives every request the same answer. */
const listening = async (
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> => {
  server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    heard.push({
      path: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      body: Buffer.concat(chunks).toString(),
    });
    response
      .writeHead(status, { 'content-type': 'application/json', connection: 'close', ...headers })
      .end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const byMeta = (baseUrl: string) =>
  createMetaWhatsapp({ baseUrl, token: async () => 'a-token', functionName: 'send-whatsapp' })(parcel);

const byAws = (endpoint: string) =>
  createAwsWhatsapp(
    new SocialMessagingClient({
      endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      maxAttempts: 1,
    }),
  )(parcel);

describe('the Cloud API', () => {
  it('gets Meta’s JSON under the number, with the token', async () => {
    const url = await listening(200, { messages: [{ id: 'wamid.1' }] });
    expect(await byMeta(url)).toEqual({ kind: 'accepted', providerId: 'wamid.1' });
    expect(heard).toEqual([
      { path: '/v23.0/1065/messages', authorization: 'Bearer a-token', body: JSON.stringify(parcel.body) },
    ]);
  });

  it('is not called without a token', async () => {
    expect(
      await createMetaWhatsapp({
        baseUrl: 'http://127.0.0.1:1',
        token: async () => undefined,
        functionName: 'f',
      })(parcel),
    ).toMatchObject({ kind: 'later', slow: true });
  });

  it('is not called while the token cannot be read, and nothing was said to anybody', async () => {
    const away = new Error('away');
    away.name = 'InternalServiceError';
    const send = createMetaWhatsapp({
      baseUrl: 'http://127.0.0.1:1',
      token: () => Promise.reject(away),
      functionName: 'f',
    });
    expect(await send(parcel)).toEqual({ kind: 'later', why: 'InternalServiceError' });
  });

  it.each([
    [400, 131_049, { kind: 'rejected', reason: 'provider-cap' }],
    [400, 131_050, { kind: 'rejected', reason: 'no-legal-basis', optOut: true }],
    [400, 130_429, { kind: 'later' }],
    [401, 190, { kind: 'later', slow: true }],
    [500, 131_000, { kind: 'unclear' }],
  ])('answering %i with code %i', async (status, code, result) => {
    const url = await listening(status, { error: { message: 'words', code } });
    expect(await byMeta(url)).toMatchObject(result);
  });

  it('that cannot be reached took nothing', async () => {
    const url = await listening(200, {});
    server?.close();
    expect(await byMeta(url)).toMatchObject({ kind: 'later' });
  });

  it('that says nothing more may have taken it', async () => {
    server = createServer((request) => request.socket.destroy());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    expect(await byMeta(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)).toMatchObject({
      kind: 'unclear',
    });
  });
});

describe('AWS End User Messaging Social', () => {
  it('gets the same JSON as bytes', async () => {
    const url = await listening(200, { messageId: 'wamid.2' });
    expect(await byAws(url)).toEqual({ kind: 'accepted', providerId: 'wamid.2' });
    const sent = JSON.parse(heard[0]?.body ?? '{}') as Record<string, string>;
    expect(sent).toMatchObject({ originationPhoneNumberId: '1065', metaApiVersion: 'v23.0' });
    expect(Buffer.from(sent['message'] ?? '', 'base64').toString()).toBe(JSON.stringify(parcel.body));
  });

  it.each([
    [429, 'ThrottledRequestException', 'slow down', { kind: 'later' }],
    [403, 'AccessDeniedException', 'not allowed', { kind: 'later', slow: true }],
    [404, 'ResourceNotFoundException', 'no such number', { kind: 'later', slow: true }],
    [400, 'ValidationException', 'wrong', { kind: 'rejected', reason: 'rejected' }],
    [
      400,
      'InvalidParametersException',
      '(#131050) stopped',
      { kind: 'rejected', reason: 'no-legal-basis', optOut: true },
    ],
    [502, 'DependencyException', 'Meta is away', { kind: 'unclear' }],
    [500, 'InternalServiceException', 'away', { kind: 'unclear' }],
  ])('answering %i %s "%s"', async (status, name, message, result) => {
    const url = await listening(status, { message }, { 'x-amzn-errortype': name });
    expect(await byAws(url)).toMatchObject(result);
  });
});
