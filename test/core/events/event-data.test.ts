/** The data of events: what is kept, dropped or refused, and the customer it is about. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENT_NAMES } from '../../../core/events/event.ts';
import { isCustomName, isOutsideName, parseEventData } from '../../../core/events/event-data.ts';
import { readTime } from '../../../core/events/event-fields.ts';
import { LIMITS } from '../../../core/limits.ts';
import { runs } from '../../support/runs.ts';

const dataOf = (name: string, raw: unknown) => {
  const parsed = parseEventData(name, raw);
  if (!parsed.ok) throw new Error(parsed.problem);
  return parsed.data;
};

const customerOf = (customer: object) => dataOf('customer.updated', { customer }).customer;

describe('the customer', () => {
  test.each([
    [{ email: ' Jette@Example.ORG ' }, { email: 'jette@example.org' }],
    [{ email: 'no address', first_name: 'Jette' }, { first_name: 'Jette' }],
    [{ phone: '0171 3920011' }, { phone: '+491713920011' }],
    [
      { phone: '0660 1234567', country: 'at' },
      { phone: '+436601234567', country: 'AT' },
    ],
    [
      { phone: '+49 171 3920011', country: 'XX' },
      { phone: '+491713920011', country: 'XX' },
    ],
    [{ phone: '123' }, {}],
    [{ customer_id: 7401 }, { customer_id: '7401' }],
    [{ customer_id: '820982911946154508' }, { customer_id: '820982911946154508' }],
    [{ customer_id: 2 ** 60 }, {}],
    [{ whatsapp_id: 'DE.18340000000000001' }, { whatsapp_id: 'DE.18340000000000001' }],
    [{ whatsapp_id: '+491713920011' }, {}],
    [{ locale: 'de_de' }, { locale: 'de-DE' }],
    [{ locale: '??' }, {}],
    [{ birthday: '1984-02-29' }, { birthday: '1984-02-29' }],
    [{ birthday: '1985-02-29' }, {}],
    [{ first_name: null, last_name: '', country: [], email: {}, unknown: 1 }, {}],
    [{ first_name: ' a\r\nb\u2028c ' }, { first_name: 'a b c' }],
    [
      { first_name: `${'x'.repeat(LIMITS.textChars - 1)}🌿` },
      { first_name: `${'x'.repeat(LIMITS.textChars - 1)}\ufffd` },
    ],
  ])('%o is read as %o', (given, kept) => {
    expect(customerOf(given)).toEqual(kept);
  });
});

describe('a cart', () => {
  const cart = (change: object) =>
    dataOf('checkout.updated', { checkout_id: 'c-1', currency: 'eur', items: [], ...change });
  const line = { product_id: 8101, quantity: '2', unit_price: 12.9 };

  test('without a total is added up where every price is known', () => {
    expect(cart({ items: [line, { ...line, quantity: 1, unit_price: '4.50' }] })).toMatchObject({
      currency: 'EUR',
      total: '30.30',
    });
    expect(cart({ items: [line, { title: 'Kluntje' }] })).not.toHaveProperty('total');
  });

  test('with more lines than we keep says how many there were', () => {
    const data = cart({ items: Array.from({ length: LIMITS.itemsPerEvent + 5 }, () => line) });
    expect(data.items).toHaveLength(LIMITS.itemsPerEvent);
    expect(data.item_count).toBe(LIMITS.itemsPerEvent + 5);
  });

  test('of more bytes than an event may have loses lines, not itself', () => {
    const long = {
      ...line,
      title: 'ä'.repeat(500),
      url: `https://a.example/${'x'.repeat(1_900)}`,
      image_url: `https://b.example/${'y'.repeat(1_900)}`,
    };
    const data = cart({ total: '1.00', items: Array.from({ length: 400 }, () => long) });
    expect(JSON.stringify(data).length).toBeGreaterThan(LIMITS.eventDataBytes / 2);
    expect(Buffer.byteLength(JSON.stringify(data))).toBeLessThanOrEqual(LIMITS.eventDataBytes);
    expect(data).toMatchObject({ total: '1.00', item_count: 400 });
    const variants = Array.from({ length: 250 }, (_, index) => ({
      variant_id: `${index}-${'v'.repeat(180)}`,
      title: 'ß'.repeat(500),
    }));
    expect(
      Buffer.byteLength(JSON.stringify(dataOf('product.updated', { product_id: 1, variants }))),
    ).toBeLessThanOrEqual(LIMITS.eventDataBytes);
  });

  test('keeps the lines it can read, and null is an empty list', () => {
    expect(cart({ items: [null, 'x', line, { ...line, quantity: 0 }] }).items).toEqual([
      { product_id: '8101', quantity: 2, unit_price: '12.9' },
    ]);
    expect(cart({ items: null }).items).toEqual([]);
  });

  test('keeps only links that a browser may follow', () => {
    for (const url of [
      'javascript:alert(1)',
      'ftp://a.example',
      'https://a.example/"><script>',
      `https://a.example/${'x'.repeat(2_000)}`,
    ])
      expect(cart({ url })).not.toHaveProperty('url');
    expect(cart({ url: 'HTTPS://a.example/ä?b=c&d' }).url).toBe('HTTPS://a.example/ä?b=c&d');
  });

  test.each([
    ['checkout.updated', { items: [] }, 'data.checkout_id'],
    ['checkout.updated', { checkout_id: 'c-1' }, 'data.items'],
    ['order.placed', { order_id: ' ' }, 'data.order_id'],
    ['consent.given', { channel: 'pigeon' }, 'data.channel'],
    ['stock.changed', { product_id: 1 }, 'data.stock'],
  ])('%s with %o is refused, naming the field', (name, raw, problem) => {
    expect(parseEventData(name, raw)).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });
});

describe('names', () => {
  test('every one of ours is either made by the engine or may come from outside', () => {
    const inside = EVENT_NAMES.filter((name) => !isOutsideName(name));
    const ours = /^(message|preferences|segment|suppression|tier|points|coupon|call)\./;
    expect(inside.filter((name) => !ours.test(name))).toEqual([
      'product.back_in_stock',
      'product.price_dropped',
      'product.low_stock',
    ]);
    for (const name of inside)
      expect(parseEventData(name, { customer: { email: 'a@example.org' } })).toMatchObject({ ok: false });
  });

  test.each(['acme.ping', 'Ping', 'org.example.Shop-2.event_1'])('%s may be an own name', (name) => {
    expect(isCustomName(name)).toBe(true);
  });

  test.each([
    '',
    '.',
    'a..b',
    'a b',
    'toString',
    '__proto__',
    'constructor',
    'order.placed',
    'message.sent',
    'ä',
    'x'.repeat(101),
  ])('%o may not', (name) => {
    expect(isCustomName(name)).toBe(false);
  });
});

test('proof of consent is kept as far as it is flat', () => {
  const evidence = {
    source: 'form',
    ip_address: '192.0.2.1',
    checked: true,
    nested: { a: 1 },
    ['__proto__x']: 'y',
    toString: 'z',
  };
  expect(dataOf('consent.given', { channel: 'email', evidence }).evidence).toEqual({
    source: 'form',
    ip_address: '192.0.2.1',
    checked: true,
    ['__proto__x']: 'y',
  });
});

test.each([
  ['2026-11-20T18:01:40+01:00', '2026-11-20T17:01:40.000Z'],
  ['2026-11-20T18:01:40.123456789Z', '2026-11-20T18:01:40.123Z'],
  ['2026-11-20 18:01+0100', '2026-11-20T17:01:00.000Z'],
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
  ['2026-11-20T18:01:40', undefined],
  ['2026-02-30T00:00:00Z', undefined],
  ['2026-11-20T25:00:00Z', undefined],
  ['1795197849', undefined],
  ['', undefined],
])('the time %o is read as %o', (text, iso) => {
  const at = readTime(text);
  expect(at === undefined ? undefined : new Date(at).toISOString()).toBe(iso);
});

test('whatever the data is, the answer is JSON or a problem, never a throw', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('checkout.updated', 'order.placed', 'consent.given', 'product.updated', 'acme.ping'),
      fc.anything(),
      (name, raw) => {
        const parsed = parseEventData(name, raw);
        if (parsed.ok) expect(JSON.parse(JSON.stringify(parsed.data))).toEqual(parsed.data);
      },
    ),
    { numRuns: runs(500) },
  );
});
