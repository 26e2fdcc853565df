/**
 * Long texts from outside: their length is checked before anything searches in them, so that the work of a
 * request grows only linearly with its body.
 */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseEventData } from '../../core/events/event-data.ts';
import { mentionedIn } from '../../core/identity/mentioned.ts';
import { LIMITS } from '../../core/limits.ts';
import { readJson } from '../../platforms/json.ts';
import { platformOf } from '../../platforms/lookup.ts';
import { understand } from '../../platforms/understand.ts';
import { recorded } from '../support/webhooks.ts';

const KEY = 'a key for tests only, long enough for a key';
const NOW = Date.parse('2026-11-20T18:00:00Z');

afterEach(() => {
  vi.restoreAllMocks();
});

const taken = (name: string, headers: Record<string, string | undefined>, body: string) => {
  const platform = platformOf(name);
  if (!platform) throw new Error(`no platform ${name}`);
  return understand({ headers, body, now: NOW }, { platform, key: KEY, receivedAt: NOW });
};

describe('the type of an event', () => {
  const event = (type: string) =>
    JSON.stringify({ specversion: '1.0', id: '1', source: 's', type, data: {} });

  /** With a dot after each letter, every letter may be the end of a prefix. */
  test.each([LIMITS.eventTypeChars + 1, 60_000, 4_000_000])(
    'of %i characters is refused by its length',
    (chars) => {
      const type = 'a.'.repeat(chars / 2 + 1);
      const structured = taken('standard', { 'content-type': 'application/cloudevents+json' }, event(type));
      expect(structured).toMatchObject({ kind: 'not-understood', reason: expect.stringContaining('type') });
      expect(taken('standard', {}, JSON.stringify({ type, data: {} })).kind).toBe('not-understood');
      const ce = { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': 's', 'ce-type': type };
      expect(taken('standard', ce, '{}').kind).toBe('not-understood');
    },
  );

  test('may carry a prefix of any honest length', () => {
    const type = `${'a'.repeat(60)}.${'b'.repeat(60)}.com.example.order.placed`;
    const body = JSON.stringify({
      specversion: '1.0',
      id: '1',
      source: 's',
      type,
      data: { order_id: '1', customer: { email: 'jette@example.org' } },
    });
    expect(taken('standard', {}, body)).toMatchObject({ inputs: [{ event: { name: 'order.placed' } }] });
  });
});

/** Counts all characters that any search is given; every way to search a text ends in `exec`. */
const searched = (work: () => unknown): number => {
  let chars = 0;
  const exec = RegExp.prototype.exec;
  const spy = vi.spyOn(RegExp.prototype, 'exec').mockImplementation(function (this: RegExp, text: string) {
    chars += String(text).length;
    return exec.call(this, text);
  });
  work();
  spy.mockRestore();
  return chars;
};

/** Replaces every text of a payload, wherever it stands, by this one. */
const filled = (value: unknown, text: string): unknown => {
  if (typeof value === 'string') return text;
  if (Array.isArray(value)) return value.map((entry) => filled(entry, text));
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, filled(entry, text)]))
    : value;
};

/** Texts that have caused backtracking in regular expressions elsewhere. */
const LONG = ['a', '.', ' ', '1', '@', ':', '<', '\u0301', 'https://a.example/', 'a.b@'] as const;

describe('a field of 5,000 characters', () => {
  const names = [
    'aftership/tracking_update.delivered',
    'judgeme/review-created',
    'sendcloud/parcel_status_changed',
    'shopify/orders-create',
    'shopify/checkouts-update',
    'shopify/products-update',
    'shopify/customers-redact',
    'standard-webhooks/order.placed',
    'cloudevents/order.placed.structured',
    'whatsapp/messages.button_reply',
    'whatsapp/statuses.failed-131050',
    'shopware/checkout.order.placed',
    'woocommerce/order.created',
    'woocommerce/customer.created',
  ];
  /** A whole body is searched once for a long integer. */
  const WHOLE_BODY = 2;

  test.each(names)('in %s is never searched as a whole', (name) => {
    const { body, headers } = recorded(name);
    const folder = name.split('/')[0] ?? '';
    const platform = platformOf(folder) ? folder : 'standard';
    const payload: Record<string, unknown> = JSON.parse(body.toString());
    for (const part of LONG) {
      const of = (chars: number): string => {
        const text = part.repeat(Math.ceil(chars / part.length));
        const kept = Object.fromEntries(Object.entries(payload).filter(([key]) => KEPT.includes(key)));
        return JSON.stringify({
          ...(filled(payload, text) as object),
          ...(platform === 'whatsapp' ? {} : kept),
        });
      };
      const [once, twice] = [of(5_000), of(10_000)];
      const more =
        searched(() => taken(platform, headers, twice)) - searched(() => taken(platform, headers, once));
      expect(more).toBeLessThanOrEqual(WHOLE_BODY * (twice.length - once.length));
    }
  });
});

/** Fields without which no other field of a payload is read. */
const KEPT = [
  'id',
  'token',
  'type',
  'status',
  'specversion',
  'timestamp',
  'created_at',
  'updated_at',
  'action',
  'event',
  'date_modified_gmt',
];

describe('a list without end', () => {
  const LINES = 1_000_000;

  test.each([
    [
      'checkouts/update',
      `{"token":"t","updated_at":"2026-11-20T18:00:00Z","line_items":[${'1,'.repeat(LINES)}1]}`,
    ],
    ['orders/create', `{"id":1,"created_at":"2026-11-20T18:00:00Z","line_items":[${'{},'.repeat(LINES)}1]}`],
  ])('in %s is refused before its lines are read', (topic, body) => {
    expect(taken('shopify', { 'x-shopify-topic': topic }, body)).toEqual({
      kind: 'not-understood',
      reason: 'the body holds more than 200000 values',
    });
  });

  test('of faults is told by the first few', () => {
    const body = `{"token":"t","abandoned_checkout_url":"","line_items":[${'1,'.repeat(10_000)}1]}`;
    const read = taken('shopify', { 'x-shopify-topic': 'checkouts/update' }, body);
    expect(read).toMatchObject({ kind: 'not-understood', reason: expect.stringMatching(/and 9996 more$/) });
  });

  test('of tags, addresses or commas inside a text costs no more than what is kept of it', () => {
    const body = JSON.stringify({ tags: 'a,'.repeat(LINES), text: 'a@b.example '.repeat(LINES / 10) });
    expect(readJson(body).ok).toBe(true);
    expect(mentionedIn(body, { key: KEY, platform: 'shopify' }).length).toBeLessThanOrEqual(100);
    const { body: product } = recorded('shopify/products-update');
    const tagged = { ...JSON.parse(product.toString()), tags: 'a,'.repeat(LINES) };
    const read = taken('shopify', { 'x-shopify-topic': 'products/update' }, JSON.stringify(tagged));
    expect(read).toMatchObject({ kind: 'inputs' });
  });
});

test('an own event of long names and texts is data or a problem', () => {
  for (const name of ['a.'.repeat(50_000), '-'.repeat(1_000_000), `${'a'.repeat(100)}.b`])
    expect(parseEventData(name, {}).ok).toBe(false);
});
