/**
 * What every door does for its function: lower-case header names, answers after an error, and the headers of
 * each answer.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import { type DoorEvent, door } from '../../doors/door.ts';
import { answer, unavailable } from '../../doors/json-answer.ts';
import { languageOf, pageAnswer } from '../../doors/page-answer.ts';
import { createLog, type Log } from '../../runtime/log.ts';

let lines: Record<string, unknown>[];
let log: Log;

beforeEach(() => {
  lines = [];
  log = createLog('a-door');
  log.logger.setLogLevel('INFO');
  Reflect.get(log.logger, 'console').error = (line: string) => lines.push(JSON.parse(line));
});

const asked = (method: string, change: Partial<DoorEvent> = {}): DoorEvent =>
  ({ headers: {}, requestContext: { requestId: 'r-1', http: { method } }, ...change }) as DoorEvent;

const pageOf = (html: string) => ({ html, style: 'p {}', picture: undefined });
const page = pageAnswer(200, pageOf('<p>Hallo</p>'));
const opening = (attend: (event: DoorEvent) => Promise<ReturnType<typeof answer>>) =>
  door(
    {
      log,
      failed: 'not done',
      about: ({ pathParameters }) => ({ what: pathParameters?.['what'] ?? '' }),
      again: () => pageAnswer(503, pageOf('<p>Noch einmal</p>')),
    },
    attend,
  );

describe('an answer', () => {
  it('is never kept and is what it says it is', async () => {
    const { headers } = await opening(async () => answer(200, {}))(asked('POST'));
    expect(headers).toEqual({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  it('that is a page is not indexed and takes nothing from elsewhere', async () => {
    const { headers } = await opening(async () => page)(asked('GET'));
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-\S+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      ),
    });
  });

  it('keeps the headers that it brings', async () => {
    const own = answer(200, {}, { 'cache-control': 'no-store, private', allow: 'POST' });
    const { headers } = await opening(async () => own)(asked('POST'));
    expect(headers).toMatchObject({ 'cache-control': 'no-store, private', allow: 'POST' });
  });

  it('to HEAD has no body and the same headers', async () => {
    const get = await opening(async () => page)(asked('GET'));
    expect(await opening(async () => page)(asked('HEAD'))).toEqual({ ...get, body: '' });
  });
});

describe('what breaks off', () => {
  const broken = () =>
    opening(async () => {
      throw new Error('the table is away');
    });

  it('is told in the log with what it was about, and answered in the form of the door', async () => {
    const { statusCode, headers, body } = await broken()(asked('POST', { pathParameters: { what: 'cart' } }));
    expect({ statusCode, body }).toEqual({ statusCode: 503, body: '<p>Noch einmal</p>' });
    expect(headers).toMatchObject({ 'retry-after': '60', 'x-robots-tag': 'noindex, nofollow' });
    expect(lines).toMatchObject([
      { message: 'not done', details: { what: 'cart' }, correlation_id: 'r-1', level: 'ERROR' },
    ]);
  });

  it('is answered to HEAD without a body', async () => {
    expect(await broken()(asked('HEAD'))).toMatchObject({ statusCode: 503, body: '' });
  });

  it('tells machines when to come again', () => {
    expect(unavailable('Send it again.')).toMatchObject({
      statusCode: 503,
      headers: { 'retry-after': '30' },
      body: '{"error":"unavailable","message":"Send it again."}',
    });
  });
});

describe('a request', () => {
  it('has its header names in lower case, however they were sent', async () => {
    const handler = opening(async ({ headers }) => answer(200, headers));
    const { body } = await handler(asked('POST', { headers: { 'Webhook-Id': '1', accept: '*/*' } }));
    expect(JSON.parse(body ?? '')).toEqual({ 'webhook-id': '1', accept: '*/*' });
  });

  it('speaks the language of the link, and else that of the browser', () => {
    const browser = { headers: { 'accept-language': 'en-GB,en;q=0.9' } };
    expect(languageOf(asked('GET', { ...browser, queryStringParameters: { l: 'de' } }))).toBe('de');
    expect(languageOf(asked('GET', browser))).toBe('en');
  });
});
