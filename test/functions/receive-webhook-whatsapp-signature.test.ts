/** Whom the door for WhatsApp trusts: the handshake that sets it up, and the signature of each call. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReceiveWebhook } from '../../functions/receive-webhook/handler.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createDesk, type Desk, START } from '../support/sending.ts';
import { request } from '../support/webhooks.ts';
import {
  APP_SECRET,
  bodyOf,
  entryOf,
  fromWhatsapp,
  says,
  signed,
  VERIFY_TOKEN,
} from '../support/whatsapp.ts';

let desk: Desk;
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

describe('the handshake', () => {
  const shake = (query: Record<string, string>, platform = 'whatsapp') =>
    door()({
      ...request(platform, Buffer.alloc(0), {}, 'GET'),
      isBase64Encoded: false,
      queryStringParameters: query,
    });
  const query = { 'hub.mode': 'subscribe', 'hub.verify_token': VERIFY_TOKEN, 'hub.challenge': '1158201444' };

  it('answers the challenge, and nothing else, as plain text', async () => {
    expect(await shake(query)).toMatchObject({
      statusCode: 200,
      body: '1158201444',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
  });

  it.each([
    ['another token', { ...query, 'hub.verify_token': 'guessed' }],
    ['another mode', { ...query, 'hub.mode': 'unsubscribe' }],
    ['a challenge that no Meta sends', { ...query, 'hub.challenge': '<script>' }],
    ['nothing', {}],
  ])('refuses %s', async (_, asked) => {
    const answer = await shake(asked);
    expect(answer.statusCode).toBe(403);
    expect(answer.body).not.toContain('script');
  });

  it('works while the token is being rotated, and is refused where none was agreed on', async () => {
    desk.standIns.secrets.set(LOCAL.webhookSecrets, { whatsapp_verify_token: ['new', VERIFY_TOKEN] });
    expect((await shake(query)).statusCode).toBe(200);
    desk.standIns.secrets.set(LOCAL.webhookSecrets, { shopify: 'x' });
    expect((await shake({ ...query, 'hub.verify_token': '' })).statusCode).toBe(403);
  });

  it('is for WhatsApp alone', async () => {
    expect((await shake(query, 'shopify')).statusCode).toBe(405);
  });
});

describe('the signature', () => {
  const body = JSON.stringify(bodyOf(entryOf({ messages: [says(START, 'Hallo')] })));

  it('covers the raw bytes, under either secret of a rotation', async () => {
    expect((await door()(fromWhatsapp(body))).statusCode).toBe(200);
    expect((await door()(fromWhatsapp(body, signed(body, 'older')))).statusCode).toBe(200);
  });

  it.each([
    ['wrong', signed(body, 'guessed')],
    ['of another body', signed(`${body} `)],
    ['without its prefix', signed(body).slice(7)],
    ['missing', ''],
  ])('%s is answered 401', async (_, signature) => {
    expect((await door()(fromWhatsapp(body, signature))).statusCode).toBe(401);
    expect(desk.told()).toEqual([]);
  });
});
