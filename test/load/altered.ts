/**
 * Recorded webhooks of every platform, altered in every way that senders, proxies and attackers alter them,
 * and signed as their platform signs, so that the door has to read them. The same seed makes the same ones.
 */
import { createHmac } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { platformOf } from '../../platforms/lookup.ts';
import { mutated } from '../fuzz/mutations.ts';
import { type Recorded, recorded } from '../support/webhooks.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/webhooks');
/** Two envelopes of one platform. */
const PLATFORM_OF: Readonly<Record<string, string>> = {
  cloudevents: 'standard',
  'standard-webhooks': 'standard',
};

export type Sent = Readonly<{
  path: string;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array<ArrayBuffer>;
  /** How it was altered. */
  how: string;
  fixture: string;
}>;

/** A body and headers before they are signed; `signedWith` stands where the signature shall be wrong. */
type Unsigned = Readonly<{ body: Uint8Array; headers: Readonly<Record<string, string>>; secret?: string }>;
type Alteration = (request: Recorded, random: number) => Unsigned;

const json = (request: Recorded): unknown => JSON.parse(request.body.toString('utf8'));

/** What is JSON before and after. */
const document =
  (change: (value: unknown, random: number) => unknown): Alteration =>
  (request, random) => ({
    headers: request.headers,
    body: Buffer.from(JSON.stringify(change(json(request), random)) ?? 'null'),
  });

const bytes =
  (change: (body: Buffer, random: number) => Uint8Array): Alteration =>
  (request, random) => ({ headers: request.headers, body: change(request.body, random) });

const everywhere = (value: unknown, leaf: (value: unknown) => unknown): unknown => {
  if (Array.isArray(value)) return value.map((one) => everywhere(one, leaf));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, everywhere(one, leaf)]));
  return leaf(value);
};

const reversed = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, one]) => [key, reversed(one)]),
      )
    : value;

const nested = (value: unknown, depth: number): unknown =>
  Array.from({ length: depth }).reduce<unknown>((inner) => ({ inner }), value);

const HUGE_CHARS = 300_000;

const LIST_TIMES = 100;

const ALTERATIONS: Readonly<Record<string, Alteration>> = {
  'as recorded': bytes((body) => body),
  mutated: document((value, random) => fc.sample(mutated(value), { seed: random, numRuns: 1 })[0]),
  'mutated again': document((value, random) => fc.sample(mutated(value), { seed: -random, numRuns: 1 })[0]),
  truncated: bytes((body, random) => body.subarray(0, random % body.length)),
  empty: bytes(() => Buffer.alloc(0)),
  'nulls everywhere': document((value) => everywhere(value, () => null)),
  'numbers as texts': document((value) =>
    everywhere(value, (leaf) => (typeof leaf === 'number' ? String(leaf) : leaf)),
  ),
  'texts as numbers': document((value) =>
    everywhere(value, (leaf) => (typeof leaf === 'string' && /^\d+$/.test(leaf) ? Number(leaf) : leaf)),
  ),
  'everything empty': document((value) => everywhere(value, () => '')),
  'keys reversed': document(reversed),
  'deep in objects': document((value, random) => nested(value, random % 2_000)),
  'in a list': document((value) => [value, value]),
  huge: document((value) => ({ ...(value as object), note: 'x'.repeat(HUGE_CHARS) })),
  'huge lists': document((value) =>
    everywhereInLists(value, (list) => Array.from({ length: LIST_TIMES }, () => list).flat()),
  ),
  'a mark in front': bytes((body) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body])),
  'UTF-16': bytes((body) => Buffer.from(`\ufeff${body.toString('utf8')}`, 'utf16le')),
  'Latin-1': bytes((body) => Buffer.from(body.toString('utf8'), 'latin1')),
  'broken UTF-8': bytes((body, random) => {
    const copy = Buffer.from(body);
    copy[random % copy.length] = 0xff;
    return copy;
  }),
  'more behind it': bytes((body) => Buffer.concat([body, Buffer.from('\n{}')])),
  compressed: (request) => ({
    headers: { ...request.headers, 'content-encoding': 'gzip' },
    body: gzipSync(request.body),
  }),
  'wrong content type': ({ body, headers }) => ({
    body,
    headers: { ...headers, 'content-type': 'text/html' },
  }),
  'no content type': ({ body, headers: { 'content-type': _, ...headers } }) => ({ body, headers }),
  'another topic': ({ body, headers }) => ({
    body,
    headers: {
      ...headers,
      'x-shopify-topic': 'orders/create',
      'x-wc-webhook-topic': 'order.deleted',
    },
  }),
  'wrong signature': (request) => ({ ...request, secret: 'not-the-secret' }),
  'long header values': (request) => ({
    ...request,
    headers: { ...request.headers, 'x-request-id': 'x'.repeat(4_000) },
  }),
};

const everywhereInLists = (value: unknown, change: (list: readonly unknown[]) => unknown): unknown => {
  if (Array.isArray(value)) return value.length > 20 ? value : change(value);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, everywhereInLists(one, change)]),
    );
  return value;
};

const FIXTURE_NAMES: readonly string[] = readdirSync(FIXTURES).flatMap((folder) =>
  readdirSync(join(FIXTURES, folder))
    .filter((file) => file.endsWith('.json') && !file.endsWith('.headers.json'))
    .map((file) => `${folder}/${file.slice(0, -'.json'.length)}`),
);

/** Odd numbers, so that fixtures and alterations meet in ever new pairs. */
const [STEP, SPREAD] = [7_919, 2_654_435_761] as const;

const ERASING = /redact|erase|deleted/;
const [ERASED_EVERY, OTHER_PEOPLE] = [5, 1_000] as const;

/** The request with this number, signed as of `now`. */
export const alteredRequest = (number: number, now: number): Sent => {
  const random = (Math.imul(number + 1, SPREAD) >>> 1) + STEP;
  const fixture = FIXTURE_NAMES[number % FIXTURE_NAMES.length] ?? '';
  const ways = Object.entries(ALTERATIONS);
  const [how, alter] = ways[Math.floor(number / FIXTURE_NAMES.length + random) % ways.length] ?? [];
  if (alter === undefined || how === undefined) throw new Error('there is no way to alter a request');
  const round = Math.floor(number / FIXTURE_NAMES.length);
  // Whoever is erased is told of in vain before and after; so most rounds erase others than they tell of.
  const people = ERASING.test(fixture) && round % ERASED_EVERY > 0 ? round + OTHER_PEOPLE : round;
  const altered = alter(ofRound(timed(recorded(fixture), now), people), random);
  const folder = fixture.split('/')[0] ?? '';
  return { ...signed(PLATFORM_OF[folder] ?? folder, altered, now, number), how, fixture };
};

/**
 * The same people, orders and carts meet in each round of the fixtures, and others in the next one: as many
 * different inputs come in as a shop would tell, and what erases somebody erases nobody else.
 */
const ofRound = ({ body, headers }: Recorded, round: number): Recorded => {
  const text = body
    .toString('utf8')
    .replaceAll(/\b([a-z][\w.-]*)@([\w-]+\.)/gi, `$1-${round}@$2`)
    .replaceAll(/\b(wamid\.[\w.]+|DE\.\d+)/g, `$1${round}`)
    .replaceAll(/(?<![\d.-])[1-9]\d{3,13}(?![\d.-])/g, (id) => otherNumber(id, round));
  const named = Object.entries(headers).map(([name, value]) =>
    name.endsWith('-id') ? [name, value.slice(0, -4) + String(round).padStart(4, '0')] : [name, value],
  );
  return { body: Buffer.from(text), headers: Object.fromEntries(named) };
};

const ID_STEP = 1_000n;

/** Seconds and milliseconds since 1970 stay. */
const otherNumber = (number: string, round: number): string =>
  (number.length === 10 || number.length === 13) && number.startsWith('1')
    ? number
    : String(BigInt(number) + BigInt(round) * ID_STEP);

/** Shopware states the time of a delivery in its body, and an old one is refused. */
const timed = (request: Recorded, now: number): Recorded => {
  const text = request.body.toString('utf8');
  const stamped = text.replace(/"timestamp":\d{10}(?=[,}])/, `"timestamp":${Math.floor(now / 1_000)}`);
  return { ...request, body: Buffer.from(stamped) };
};

const signed = (
  name: string,
  { body, headers, secret: wrong }: Unsigned,
  now: number,
  number: number,
): Pick<Sent, 'path' | 'headers' | 'body'> => {
  const own = new Uint8Array(body);
  if (name === 'storefront')
    return { path: `/events?key=${wrong ?? DEFAULT_SECRETS['storefront']}`, headers, body: own };
  const scheme = platformOf(name)?.signature;
  const secret = wrong ?? [DEFAULT_SECRETS[name] ?? ''].flat()[0] ?? '';
  if (!scheme) throw new Error(`no platform ${name}`);
  const path = `/webhooks/${name}`;
  if (scheme.kind === 'standard') {
    const key = scheme.secretIs === 'text' ? secret : Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const [id, timestamp] = [`altered-${number}`, String(Math.floor(now / 1_000))];
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(own).digest('base64');
    const named = {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    };
    return { path, headers: { ...headers, ...named }, body: own };
  }
  const hmac = createHmac('sha256', secret).update(own);
  const value = scheme.kind === 'hmac-hex' ? `${scheme.prefix}${hmac.digest('hex')}` : hmac.digest('base64');
  return { path, headers: { ...headers, [scheme.header]: value }, body: own };
};
