/**
 * The second step of the double opt-in through its front door: opening the page confirms nothing, the button
 * does while the link is valid.
 */
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gateHash } from '../../core/identity/keys.ts';
import { readLink, signLink } from '../../core/identity/link-token.ts';
import { LIMITS } from '../../core/limits.ts';
import { createConfirm } from '../../functions/confirm/handler.ts';
import { createDesk, customerOf, type Desk, EMAIL, KEYS, programWith, START } from '../support/sending.ts';

let desk: Desk;
const { profile } = customerOf('jette');
const hash = gateHash(KEYS, '2', 'email', EMAIL);
const claims = {
  purpose: 'confirm',
  channel: 'email',
  profileId: profile.id,
  gateHash: hash,
  messageId: 'm-1',
  requestedAt: START,
} as const;
const token = signLink(KEYS, claims);

beforeEach(async () => {
  desk = await createDesk();
  await desk.publish(programWith());
  await desk.save(profile);
  desk.advance(60_000);
});
afterEach(() => desk.close());

type Asked = {
  method?: string;
  token?: string;
  headers?: Record<string, string>;
  query?: Record<string, string>;
};

const ask = ({
  method = 'POST',
  token: asked = token,
  headers = {},
  query,
}: Asked = {}): Promise<APIGatewayProxyStructuredResultV2> =>
  createConfirm(
    desk.env,
    desk.runtime,
    desk.standIns.requestHandler,
  )({
    routeKey: `${method} /confirm/{token}`,
    pathParameters: { token: asked },
    headers,
    queryStringParameters: query,
    isBase64Encoded: false,
    requestContext: { http: { method, sourceIp: '192.0.2.77' } },
  } as never);

describe('the button', () => {
  it('queues a consent dated now, with proof of request and confirmation', async () => {
    expect(await ask()).toMatchObject({
      statusCode: 200,
      body: expect.stringContaining('Sie sind angemeldet.'),
    });
    expect(desk.told()).toMatchObject([
      {
        kind: 'event',
        profileId: profile.id,
        event: {
          name: 'consent.given',
          at: START + 60_000,
          data: {
            channel: 'email',
            basis: 'double-opt-in',
            requested_at: '2026-11-20T18:00:00.000Z',
            evidence: {
              confirmed_at: '2026-11-20T18:01:00.000Z',
              confirmation_ip: '192.0.2.0',
              message_id: 'm-1',
            },
          },
        },
      },
    ]);
  });

  it('pressed again says the same and is the same input', async () => {
    const first = await ask();
    desk.advance(60_000);
    expect(await ask()).toEqual(first);
    expect(desk.told()).toHaveLength(1);
  });

  it.each([
    ['expired after seven days', async () => void desk.advance(LIMITS.confirmLinkMs), 410],
    [
      'outdated once the customer has unsubscribed at the gate',
      async () => desk.gateItems.stopMarketing({ hash, channel: 'email' }, START + 1, 'unsubscribe'),
      410,
    ],
    [
      'outdated under an older key of the gate too',
      async () =>
        desk.gateItems.stopMarketing(
          { hash: gateHash(KEYS, '1', 'email', EMAIL), channel: 'email' },
          START + 1,
          'unsubscribe',
        ),
      410,
    ],
  ])('is %s', async (_, happens, status) => {
    await happens();
    expect((await ask()).statusCode).toBe(status);
    const page = await ask({ method: 'GET' });
    expect(page.statusCode).toBe(status);
    expect(desk.told()).toEqual([]);
    // The way back is no stranger's: it is signed for the address that the mail went to.
    const [, back = ''] = /href="\/subscribe\?l=\w\w&amp;link=([\w.-]+)"/.exec(page.body ?? '') ?? [];
    expect(readLink(KEYS, back, 'sign-up')).toMatchObject({ channel: 'email', gateHash: hash });
  });

  it('holds where the customer unsubscribed before the request', async () => {
    await desk.gateItems.stopMarketing({ hash, channel: 'email' }, START - 1, 'unsubscribe');
    expect((await ask()).statusCode).toBe(200);
  });

  it('survives the rotation of keys', async () => {
    const before = { 1: KEYS[1] };
    const gate = gateHash(before, '1', 'email', EMAIL);
    expect((await ask({ token: signLink(before, claims) })).statusCode).toBe(200);
    expect((await ask({ token: signLink(before, { ...claims, gateHash: gate }) })).statusCode).toBe(200);
  });

  it('confirms no address but the one that was asked: who has another one now signs up again', async () => {
    await desk.save({ ...profile, person: { ...profile.person, email: 'jette@example.net' } });
    expect((await ask()).statusCode).toBe(410);
    expect(desk.told()).toEqual([]);
  });

  it.each([
    ['cut off', token.slice(0, -3)],
    [
      'of the wrong purpose',
      signLink(KEYS, { purpose: 'unsubscribe', channel: 'email', profileId: profile.id, gateHash: hash }),
    ],
    ['nothing', ''],
  ])('behind a link that is %s does nothing', async (_, asked) => {
    expect((await ask({ token: asked })).statusCode).toBe(404);
    expect(desk.told()).toEqual([]);
  });
});

describe('looking', () => {
  it.each(['GET', 'HEAD'])('by %s confirms nothing', async (method) => {
    expect((await ask({ method })).statusCode).toBe(200);
    expect(desk.told()).toEqual([]);
  });

  it('shows one plain form in the language of the mail', async () => {
    const { body, headers } = await ask({
      method: 'GET',
      query: { l: 'en' },
      headers: { 'accept-language': 'de' },
    });
    expect(body).toContain('<form method="post">');
    expect(body).toContain('Yes, confirm my sign-up');
    expect(body).not.toMatch(/<script|src=/);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex, nofollow' });
  });

  it('by HEAD gets no body', async () => expect((await ask({ method: 'HEAD' })).body).toBe(''));
});
