/** The door for browsers: who may send, what is queued, and that nothing in it is about anybody but the browser. */
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { profileIdOf } from '../../core/identity/identity.ts';
import { signLink } from '../../core/identity/link-token.ts';
import { LIMITS } from '../../core/limits.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../core/program/settings.ts';
import type { EventInput, Input } from '../../core/state/input.ts';
import { createReceiveBrowse } from '../../functions/receive-browse/handler.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createDesk, type Desk, KEYS, programWith, START } from '../support/sending.ts';

const KEY = 'write-key-of-the-shop';
const BROWSER = 'browser-1';
const PROFILE = profileIdOf(KEYS[1], 'anonymous', `client:${BROWSER}`);
const view = (id: string | undefined = '1', more: object = {}) => ({
  client_id: BROWSER,
  type: 'product.viewed',
  id,
  data: { product: { product_id: '8101', title: 'Tee' } },
  ...more,
});

let desk: Desk;
let knock: ReturnType<typeof createReceiveBrowse>;

const shopWith = (tracker: Partial<Settings['tracker']>, seq = 2) =>
  desk.publish(programWith({ tracker: { ...DEFAULT_SETTINGS.tracker, ...tracker } }, { seq }));

beforeEach(async () => {
  desk = await createDesk();
  desk.standIns.secrets.set(LOCAL.writeKeys, { storefront: KEY });
  await desk.publish(programWith());
  const env = { ...desk.env, AWS_LAMBDA_FUNCTION_NAME: 'receive-browse', WRITE_KEYS_ID: LOCAL.writeKeys };
  knock = createReceiveBrowse(env, desk.runtime, desk.standIns.requestHandler);
});
afterEach(() => desk.close());

type Sent = {
  key?: string;
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  ip?: string;
  base64?: boolean;
};

const send = (
  body: unknown,
  { key = KEY, method = 'POST', path = '/events', headers = {}, ip = '192.0.2.7', base64 = false }: Sent = {},
): Promise<APIGatewayProxyStructuredResultV2> => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return knock({
    rawPath: path,
    headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers },
    queryStringParameters: { key },
    body: base64 ? Buffer.from(text).toString('base64') : text,
    isBase64Encoded: base64,
    requestContext: { http: { method, sourceIp: ip } },
  } as never);
};
const told = (): readonly EventInput[] =>
  (desk.told() as readonly Input[]).flatMap((input) => (input.kind === 'event' ? [input] : []));
const errorIn = ({ body = '' }: APIGatewayProxyStructuredResultV2): string =>
  (JSON.parse(body) as { error: string }).error;

describe('what a browser tells', () => {
  it.each([
    ['text', {}],
    ['JSON', { headers: { 'content-type': 'application/json' } }],
    ['base64, as API Gateway may hand it over', { base64: true }],
  ])('is queued for the browser alone, as %s', async (_, how) => {
    expect(await send(view(), how)).toMatchObject({
      statusCode: 204,
      headers: { 'cache-control': 'no-store' },
    });
    expect(told()).toMatchObject([
      {
        kind: 'event',
        profileId: PROFILE,
        receivedAt: START,
        event: {
          name: 'product.viewed',
          source: 'storefront',
          at: START,
          identities: [{ kind: 'anonymous', value: `client:${BROWSER}`, profileId: PROFILE }],
          data: { product: { product_id: '8101', title: 'Tee' } },
        },
      },
    ]);
  });

  it('counts once, however often the browser sends it, and cannot take the place of another browser’s', async () => {
    await send(view());
    await send(view());
    await send(view('1', { client_id: 'browser-2' }));
    expect(told().map(({ event }) => event.identities[0]?.value)).toEqual([
      'client:browser-1',
      'client:browser-2',
    ]);
  });

  it('is never dated in the future', async () => {
    await send(view('1', { timestamp: '2030-01-01T00:00:00Z' }));
    expect(told()[0]?.event).toMatchObject({ at: START, statedAt: Date.UTC(2030, 0, 1) });
  });

  it('is taken in part where a part of it is right, and says what was left and why', async () => {
    const order = { client_id: BROWSER, type: 'order.placed', data: { order_id: 'V-1' } };
    const answer = await send([order, view()]);
    expect(answer.statusCode).toBe(202);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ accepted: 1, left: [{ event: 0 }] });
    expect(told()).toHaveLength(1);
    expect(errorIn(await send(order))).toBe('unreadable');
    expect(told()).toHaveLength(1);
  });

  it('of a robot is forgotten at once', async () => {
    const headers = {
      'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    };
    expect((await send(view(), { headers })).statusCode).toBe(204);
    expect(told()).toEqual([]);
  });

  it('is answered 503 while the queue is away', async () => {
    desk.standIns.setFaults([{ service: 'sqs', operation: '*', kind: 'error', rate: 1, seed: 1 }]);
    expect(await send(view())).toMatchObject({
      statusCode: 503,
      headers: { 'retry-after': '30', 'access-control-allow-origin': '*' },
    });
  });
});

describe('a signed link', () => {
  const customer = profileIdOf(KEYS[1], 'email', 'jette@example.org');
  const claims = { purpose: 'visit', channel: 'email', profileId: customer, gateHash: '' } as const;
  const identify = (token: string) => send({ client_id: BROWSER, type: 'identify', token });

  it('leads to the customer whose mail it stood in', async () => {
    expect((await identify(signLink(KEYS, { ...claims, madeAt: START - 1 }))).statusCode).toBe(204);
    expect(told()).toMatchObject([
      {
        profileId: customer,
        event: {
          name: '@browser.recognised',
          identities: [{ kind: 'anonymous', value: `client:${BROWSER}` }],
          data: { made_at: START - 1 },
        },
      },
    ]);
  });

  it.each([
    ['too old', () => signLink(KEYS, { ...claims, madeAt: START - LIMITS.visitLinkMs - 1 })],
    ['made for unsubscribing', () => signLink(KEYS, { ...claims, purpose: 'unsubscribe' })],
    ['changed', () => signLink(KEYS, { ...claims, madeAt: START }).replace('.email.', '.whatsapp.')],
    ['an address', () => 'jette@example.org'],
  ])('that is %s recognises nobody', async (_, token) => {
    expect((await identify(token())).statusCode).toBe(202);
    expect(told()).toEqual([]);
  });
});

describe('the door', () => {
  it('opens by the write key, and by both while one is being rotated', async () => {
    for (const key of ['', 'wrong', `${KEY},${KEY}`])
      expect(await send(view(), { key })).toMatchObject({ statusCode: 401 });
    desk.standIns.secrets.set(LOCAL.writeKeys, { storefront: ['the-next-key', KEY] });
    await desk.advance(31_000);
    for (const key of ['the-next-key', KEY]) expect((await send(view(), { key })).statusCode).toBe(204);
  });

  it.each([
    ['pictures', 415, { headers: { 'content-type': 'image/png' } }, view()],
    ['more than fits', 413, {}, 'x'.repeat(LIMITS.browseBodyBytes + 1)],
    ['no JSON', 400, {}, '{'],
    ['nothing', 400, {}, ''],
  ])('refuses %s with %i and says why', async (_, status, how, body) => {
    const answer = await send(body, how);
    expect(answer.statusCode).toBe(status);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ message: expect.any(String) });
    expect(told()).toEqual([]);
  });

  it('takes from the pages that the shop names, where it names any', async () => {
    await shopWith({ origins: ['https://shop.example', 'null'] });
    for (const [origin, status] of [
      ['https://shop.example', 204],
      ['null', 204],
      ['https://shop.example.evil.example', 403],
      ['http://shop.example', 403],
      ['', 403],
    ] as const)
      expect((await send(view(), { headers: { origin } })).statusCode, origin).toBe(status);
  });

  it('tells browsers that every page may ask', async () => {
    expect(await send('', { method: 'OPTIONS' })).toMatchObject({
      statusCode: 204,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type',
      },
    });
    expect((await send(view())).headers).toMatchObject({ 'access-control-allow-origin': '*' });
  });

  it('slows down who sends too much, and nobody else', async () => {
    const many = Array.from({ length: LIMITS.browseEventsPerRequest }, () => ({
      client_id: 'b',
      type: 'none',
    }));
    for (let sent = 0; sent < LIMITS.browseEventsPerSender; sent += many.length) await send(many);
    const slowed = await send(view());
    expect(slowed).toMatchObject({ statusCode: 429, headers: { 'retry-after': '300' } });
    expect((await send(view(), { ip: '192.0.2.8' })).statusCode).toBe(204);
    await desk.advance(LIMITS.browseSenderWindowMs);
    expect((await send(view('2'))).statusCode).toBe(204);
  });

  it('takes no more of all browsers in an hour than the shop allows', async () => {
    await shopWith({ perHour: 2 });
    const statuses: (number | undefined)[] = [];
    for (let ip = 0; ip < 3; ip += 1)
      statuses.push((await send(view(`${ip}`), { ip: `192.0.2.${ip}` })).statusCode);
    expect(statuses).toEqual([204, 204, 429]);
  });
});

describe('the script', () => {
  const ask = (headers: Record<string, string> = {}) =>
    send('', { method: 'GET', path: '/tracker.js', headers });

  it('may be kept by browsers, and is not sent again where they have it', async () => {
    const first = await ask();
    expect(first).toMatchObject({
      statusCode: 200,
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': expect.stringContaining('max-age=3600'),
      },
    });
    const etag = String(first.headers?.['etag']);
    expect(await ask({ 'if-none-match': `W/${etag}` })).toMatchObject({ statusCode: 304, headers: { etag } });
    expect(await ask({ 'if-none-match': '"another"' })).toMatchObject({ statusCode: 200 });
  });
});
