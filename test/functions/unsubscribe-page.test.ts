/** The unsubscribe page: whose it is, what else it offers, and that unsubscribing needs none of that. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gateHash } from '../../core/identity/keys.ts';
import { readLink, signLink } from '../../core/identity/link-token.ts';
import { DEFAULT_SETTINGS } from '../../core/program/settings.ts';
import { createUnsubscribe } from '../../functions/unsubscribe/handler.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { createDesk, customerOf, type Desk, EMAIL, KEYS, programWith, START } from '../support/sending.ts';

const LOGO = 'https://cdn.example/logo.png';
const SHOP = {
  ...DEFAULT_SETTINGS.shop,
  name: 'Teekontor',
  logoUrl: LOGO,
  imprintUrl: 'https://shop.example/imprint',
  privacyUrl: 'https://shop.example/privacy',
};

let desk: Desk;
beforeEach(async () => {
  desk = await createDesk();
  await desk.publish(programWith({ shop: SHOP }));
});
afterEach(() => desk.close());

const { profile } = customerOf('jette');
const hash = gateHash(KEYS, '2', 'email', EMAIL);
const claims = { purpose: 'unsubscribe', channel: 'email', profileId: profile.id, gateHash: hash } as const;
const own = signLink(KEYS, claims);

const ask = (
  method: string,
  { token = own, body = 'source=page' } = {},
  handler: RequestHandler = desk.standIns.requestHandler,
) =>
  createUnsubscribe(
    desk.env,
    desk.runtime,
    handler,
  )({
    pathParameters: { token },
    headers: { 'accept-language': 'en' },
    body,
    isBase64Encoded: false,
    requestContext: { http: { method } },
  } as never);

/** Every call works except reading single items; keys, gate items and the queue are available. */
const withoutReading = (asked: string[]): RequestHandler =>
  ({
    handle: async (request, options) => {
      const target = (request as { headers: Record<string, string> }).headers['x-amz-target'] ?? '';
      if (!target.endsWith('.GetItem')) return desk.standIns.requestHandler.handle(request, options);
      asked.push(target);
      throw new Error('no reading');
    },
  }) as RequestHandler;

const stoppedAt = async () => (await desk.gateItems.read([{ hash, channel: 'email' }]))?.marketingStoppedAt;

describe('whose it is', () => {
  it.each([
    ['before leaving', 'GET', own],
    ['after it', 'POST', own],
    ['with a link that was cut off', 'GET', 'x'],
  ])('is shown %s: logo, imprint and privacy statement', async (_, method, token) => {
    const { body, headers } = await ask(method, { token });
    expect(body).toContain(`<img class="logo" src="${LOGO}" alt="Teekontor">`);
    expect(body).toContain(
      '<footer><a href="https://shop.example/imprint">Imprint</a><a href="https://shop.example/privacy">Privacy</a>',
    );
    expect(headers?.['content-security-policy']).toContain(`; img-src ${LOGO}; `);
  });
});

describe('who has left', () => {
  it('finds the way back, which is a new sign-up, and all other preferences', async () => {
    const { body = '' } = await ask('POST');
    expect(body).toContain('You are unsubscribed.');
    expect(body).toContain('That takes a new sign-up, which you confirm: <a href="/subscribe?l=en&amp;link=');
    const [, offered = ''] = /href="\/preferences\/([^"?]+)\?l=en"/.exec(body) ?? [];
    expect(readLink(KEYS, offered, 'preferences')).toMatchObject({ profileId: profile.id, gateHash: hash });
    expect(body).not.toContain('<form');
  });

  it('on WhatsApp comes back on WhatsApp', async () => {
    const token = signLink(KEYS, { ...claims, channel: 'whatsapp' });
    expect((await ask('POST', { token })).body).toContain(
      'href="/subscribe?l=en&amp;channel=whatsapp&amp;link=',
    );
  });
});

describe('leaving', () => {
  it('needs nothing of the shop: the page is then plain, and marketing is stopped all the same', async () => {
    const asked: string[] = [];
    const { statusCode, body } = await ask('POST', {}, withoutReading(asked));
    expect(statusCode).toBe(200);
    expect(body).toContain('You are unsubscribed.');
    expect(body).not.toMatch(/<header>|<footer>|src=/);
    expect(asked.length).toBeGreaterThan(0);
    expect(await stoppedAt()).toBe(START);
  });

  it('by one click asks for nothing of it, because a mail program shows no page', async () => {
    const asked: string[] = [];
    const { statusCode } = await ask('POST', { body: 'List-Unsubscribe=One-Click' }, withoutReading(asked));
    expect([statusCode, asked]).toEqual([200, []]);
    expect(await stoppedAt()).toBe(START);
  });
});

it('ends marketing on the channel of the message that it stood in, and on no other', async () => {
  const number = gateHash(KEYS, '2', 'whatsapp', '+491713920011');
  const token = signLink(KEYS, { ...claims, channel: 'whatsapp', gateHash: number });
  expect((await ask('POST', { token })).statusCode).toBe(200);
  const standing = (channel: 'email' | 'whatsapp') => desk.gateItems.read([{ hash: number, channel }]);
  expect(await standing('whatsapp')).toMatchObject({ marketingStoppedAt: START });
  expect(await standing('email')).toBeUndefined();
  expect(desk.told()).toMatchObject([{ event: { data: { channel: 'whatsapp' } } }]);
});
