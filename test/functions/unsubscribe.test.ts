/**
 * Unsubscribing through its front door: opening the page changes nothing, a POST with one of our links always
 * unsubscribes, before it answers.
 */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLook } from '../../adapters/dynamodb/situation.ts';
import { gateHash } from '../../core/identity/keys.ts';
import { readLink, signLink } from '../../core/identity/link-token.ts';
import { present } from '../../core/present.ts';
import { createUnsubscribe } from '../../functions/unsubscribe/handler.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import {
  createDesk,
  customerOf,
  type Desk,
  EMAIL,
  KEYS,
  knows,
  programWith,
  START,
} from '../support/sending.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
  await desk.publish(programWith());
});
afterEach(() => desk.close());

const { profile, message } = customerOf('jette');
const hash = gateHash(KEYS, '2', 'email', EMAIL);
const token = signLink(KEYS, {
  purpose: 'unsubscribe',
  channel: 'email',
  profileId: profile.id,
  gateHash: hash,
  messageId: message.messageId,
});

type Asked = {
  method?: string;
  token?: string;
  headers?: Record<string, string>;
  query?: Record<string, string>;
  body?: string;
  base64?: boolean;
};

const ask = (
  { method = 'POST', token: asked = token, headers = {}, query, body, base64 = false }: Asked = {},
  handler = desk.standIns.requestHandler,
) =>
  createUnsubscribe(
    desk.env,
    desk.runtime,
    handler,
  )({
    pathParameters: { token: asked },
    headers,
    queryStringParameters: query,
    body,
    isBase64Encoded: base64,
    requestContext: { http: { method } },
  } as never);

const gateItem = async () => {
  const look = createLook({
    tableName: LOCAL.table,
    client: DynamoDBDocumentClient.from(new DynamoDBClient({ requestHandler: desk.standIns.requestHandler })),
  });
  return (await look(profile.id, [{ hash, channel: 'email' }])).gate;
};

describe('a POST', () => {
  it('by one click stops marketing before it answers 200, without redirect or cookies, and tells the profile', async () => {
    const answer = await ask({
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(answer).toMatchObject({ statusCode: 200 });
    expect(Object.keys(answer.headers ?? {})).not.toContain('location');
    expect(answer.cookies).toBeUndefined();
    expect(await gateItem()).toEqual({ marketingStoppedAt: START, marketingStoppedBy: 'unsubscribe' });
    expect(desk.told()).toMatchObject([
      {
        kind: 'event',
        profileId: profile.id,
        receivedAt: START,
        event: {
          name: 'consent.withdrawn',
          at: START,
          source: 'unsubscribe',
          identities: [],
          data: {
            channel: 'email',
            purpose: 'marketing',
            evidence: { source: 'one-click', message_id: message.messageId },
          },
        },
      },
    ]);
  });

  it.each([
    [
      'multipart',
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--',
      false,
      'one-click',
    ],
    ['base64', Buffer.from('List-Unsubscribe=One-Click').toString('base64'), true, 'one-click'],
    ['the button of the page', 'source=page', false, 'page'],
    ['nothing at all', undefined, false, 'page'],
  ])('as %s unsubscribes too', async (_, body, base64, source) => {
    expect(await ask(present({ base64, body }))).toMatchObject({ statusCode: 200 });
    expect(await gateItem()).toMatchObject({ marketingStoppedAt: START });
    expect(desk.told()).toMatchObject([{ event: { data: { evidence: { source } } } }]);
  });

  it('within a minute is one withdrawal, later it is another', async () => {
    await ask();
    await ask();
    expect(desk.told()).toHaveLength(1);
    desk.advance(10 * 60_000);
    await ask();
    expect(new Set(desk.told().map(({ inputId }) => inputId)).size).toBe(2);
    expect(await gateItem()).toMatchObject({ marketingStoppedAt: START + 10 * 60_000 });
  });

  it('stops a message that was queued before it', async () => {
    await knows(desk, { profile, message });
    await ask();
    await desk.deliver(message);
    expect(desk.mails()).toEqual([]);
    expect(await desk.row(message)).toMatchObject({ outcome: 'skipped', reason: 'no-legal-basis' });
  });

  it('works with a link made before the keys were rotated', async () => {
    const old = signLink(
      { 1: KEYS[1] },
      {
        purpose: 'unsubscribe',
        channel: 'email',
        profileId: profile.id,
        gateHash: gateHash(KEYS, '1', 'email', EMAIL),
      },
    );
    expect(await ask({ token: old })).toMatchObject({ statusCode: 200 });
    await knows(desk, { profile, message });
    await desk.deliver(message);
    expect(desk.mails()).toEqual([]);
  });

  it('whose event the queue does not take is answered 503, though the gate already holds', async () => {
    const answer = await ask({}, {
      handle: async (request, options) => {
        if ((request as { headers: Record<string, string> }).headers['x-amz-target']?.startsWith('AmazonSQS'))
          throw new Error('no queue');
        return desk.standIns.requestHandler.handle(request, options);
      },
    } as typeof desk.standIns.requestHandler);
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '60' } });
    expect(await gateItem()).toMatchObject({ marketingStoppedAt: START });
  });

  it('that could not be written down is answered 503 and stops nothing by half', async () => {
    const answer = await ask({}, { handle: async () => Promise.reject(new Error('no AWS')) } as never);
    expect(answer).toMatchObject({ statusCode: 503 });
    expect(desk.told()).toEqual([]);
  });
});

it('a HEAD gets the same answer without its body, and unsubscribes nobody', async () => {
  expect(await ask({ method: 'HEAD' })).toMatchObject({ statusCode: 200, body: '' });
  expect(await gateItem()).toBeUndefined();
});

describe('a GET', () => {
  it('shows a page with one plain form and unsubscribes nobody', async () => {
    const answer = await ask({ method: 'GET' });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('<form method="post">');
    expect(answer.body).toContain('Jetzt abbestellen');
    const [, offered = ''] = /href="\/preferences\/([^"?]+)\?l=de"/.exec(answer.body ?? '') ?? [];
    expect(readLink(KEYS, offered, 'preferences')).toMatchObject({
      profileId: profile.id,
      gateHash: hash,
      channel: 'email',
    });
    expect(answer.body).not.toMatch(/<script|https?:\/\/|src=/);
    expect(await gateItem()).toBeUndefined();
    expect(desk.told()).toEqual([]);
  });

  it('may run nothing, is not indexed and not kept', async () => {
    const { headers } = await ask({ method: 'GET' });
    expect(headers?.['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
    });
  });

  it.each([
    [{ 'accept-language': 'en-GB,en;q=0.9,de;q=0.1' }, undefined, 'en'],
    [{ 'accept-language': 'en;q=0.2, de-AT;q=0.8' }, undefined, 'de'],
    [{ 'accept-language': 'fr-FR' }, undefined, 'en'],
    [{ 'accept-language': 'en' }, { l: 'de' }, 'de'],
    [{}, { l: 'en' }, 'en'],
    [{}, { l: '"><script>' }, 'de'],
    [{}, undefined, 'de'],
  ])('speaks the language asked for: %j %j %s', async (headers, query, language) => {
    const { body } = await ask(
      present({
        method: 'GET',
        headers: headers as Record<string, string>,
        query,
      }),
    );
    expect(body).toContain(`<html lang="${language}">`);
  });
});

it.each(['GET', 'POST'])(
  'a %s with a link that is not ours gets a friendly 404 and changes nothing',
  async (method) => {
    for (const wrong of [
      '',
      'x',
      `${token}x`,
      token.replace('email', 'whatsapp'),
      '<script>alert(1)</script>',
    ]) {
      const answer = await ask({ method, token: wrong });
      expect(answer.statusCode).toBe(404);
      expect(answer.body).toContain('Dieser Link ist unvollständig.');
      expect(answer.body).not.toContain('alert');
    }
    expect(desk.told()).toEqual([]);
  },
);
