/**
 * Payloads that are signed but cannot be understood are kept and counted, and never answered with an error.
 */
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { bodyOf, type Doorway, freshWorld, NOW, openDoor, quarantined, type World } from '../support/door.ts';
import { runs } from '../support/runs.ts';
import {
  CLOUDEVENTS_TOKEN,
  fromShopify,
  fromStandard,
  fromWoocommerce,
  recorded,
  recordedJson,
  request,
} from '../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

const checkout = () => recordedJson('shopify/checkouts-update');

describe('what is signed but not understood', () => {
  test.each([
    ['a truncated body', 'checkouts/update', recorded('shopify/checkouts-update').body.subarray(0, 700)],
    ['bytes that are no text', 'checkouts/update', Buffer.from([0xff, 0xfe, 0x00])],
    ['an order under the topic of a checkout', 'checkouts/update', recorded('shopify/orders-create').body],
    ['a checkout under the topic of an order', 'orders/paid', recorded('shopify/checkouts-update').body],
    ['an unpaid order under the topic of payment', 'orders/paid', recorded('shopify/orders-create').body],
    ['an order that was not cancelled', 'orders/cancelled', recorded('shopify/orders-create').body],
    ['a list', 'checkouts/update', Buffer.from('[]')],
    ['null', 'orders/create', Buffer.from('null')],
    ['brackets without end', 'orders/create', Buffer.from('['.repeat(200_000))],
    [
      'objects without bottom',
      'checkouts/create',
      Buffer.from(`${'{"a":'.repeat(20_000)}1234567890123456789${'}'.repeat(20_000)}`),
    ],
    ['no topic', '', recorded('shopify/checkouts-update').body],
  ])('%s is kept whole and answered 202', async (_, topic, body) => {
    expect(bodyOf(await door(fromShopify(topic, body)))).toEqual({ status: 'quarantined' });
    const [payload, ...others] = quarantined(world);
    expect(others).toEqual([]);
    expect(Buffer.from(payload?.body, payload?.encoding).equals(body)).toBe(true);
    expect(payload?.reason).not.toBe('');
    expect(world.sent).toEqual([]);
  });

  test('is kept beside every other one, once however often it comes, and says whether it was signed', async () => {
    for (const body of ['{"id":1', '{"id":2', '{"id":1']) await door(fromShopify('orders/create', body));
    const shown = { authorization: `Bearer ${CLOUDEVENTS_TOKEN}`, 'content-type': 'application/json' };
    await door(request('standard', Buffer.from('{'), shown));
    expect(
      quarantined(world)
        .map(({ body, signed }) => `${body} ${signed}`)
        .toSorted(),
    ).toEqual(['{ undefined', '{"id":1 true', '{"id":2 true']);
  });

  test('is kept without signatures and tokens', async () => {
    await door(fromShopify('orders/create', 'x', { authorization: 'Bearer x', cookie: 'x' }));
    expect(Object.keys(quarantined(world)[0]?.headers)).toEqual([
      'content-type',
      'x-shopify-topic',
      'x-shopify-shop-domain',
    ]);
  });

  test('is counted for the alarm, without personal data', async () => {
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    const written = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    await openDoor(world)(fromShopify('orders/create', '{"email":"jette@example.org"}'));
    const metric = JSON.parse(String(written.mock.calls[0]?.[0] ?? '{}'));
    expect(metric).toMatchObject({ QuarantinedPayloads: 1, service: 'receive-webhook' });
    expect(JSON.stringify(written.mock.calls)).not.toContain('jette');
  });
});

describe('what is understood', () => {
  test('and shows that the shop reminds of carts too is counted for the alarm, without personal data', async () => {
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
    vi.stubEnv('POWERTOOLS_DEV', 'true');
    const written = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const order = recordedJson('woocommerce/order.created');
    const meta_data = [{ id: 1, key: '_abandoned_cart_recovery_email_sent_at', value: '1764000000' }];
    const warned = openDoor(world);
    expect(await warned(fromWoocommerce('order.updated', order))).toMatchObject({ statusCode: 200 });
    expect(JSON.stringify(written.mock.calls)).not.toContain('ShopWarnings');
    await warned(fromWoocommerce('order.updated', { ...order, meta_data }));
    const metric = JSON.parse(String(written.mock.calls[0]?.[0] ?? '{}'));
    expect(metric).toMatchObject({ ShopWarnings: 1, service: 'receive-webhook' });
    expect(JSON.stringify(written.mock.calls)).not.toContain('fenna');
  });
});

describe('whatever arrives', () => {
  const topics = [
    'checkouts/update',
    'orders/create',
    'orders/paid',
    'orders/cancelled',
    'products/update',
    'customers_email_marketing_consent/update',
    'x',
    '',
  ];

  test('bytes that are signed are never answered with a fault of ours', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...topics),
        fc.uint8Array({ maxLength: 300 }),
        async (topic, bytes) => {
          const answer = await door(fromShopify(topic, Buffer.from(bytes)));
          expect(answer.statusCode).toBeLessThan(300);
        },
      ),
      { numRuns: runs(150) },
    );
  });

  test('JSON that is signed is never answered with a fault of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...topics), fc.json({ maxDepth: 6 }), async (topic, json) => {
        expect((await door(fromShopify(topic, json))).statusCode).toBeLessThan(300);
        expect(
          (
            await door(
              fromStandard(`{"type":"order.placed","timestamp":"2026-11-21T07:59:00Z","data":${json}}`, {
                at: NOW,
              }),
            )
          ).statusCode,
        ).toBeLessThan(300);
      }),
      { numRuns: runs(150) },
    );
  });

  test('a payload with any one part replaced is never answered with a fault of ours', async () => {
    const payloads = {
      'checkouts/update': checkout(),
      'orders/create': recordedJson('shopify/orders-create'),
      'products/update': recordedJson('shopify/products-update'),
    };
    const parts = Object.entries(payloads).flatMap(([topic, payload]) =>
      Object.keys(payload).map((key) => ({ topic, payload, key })),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...parts), fc.jsonValue(), async ({ topic, payload, key }, value) => {
        expect((await door(fromShopify(topic, { ...payload, [key]: value }))).statusCode).toBeLessThan(300);
      }),
      { numRuns: runs(300) },
    );
  });

  test('requests that are not signed are never let in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('shopify', 'standard', 'other'),
        fc.uint8Array({ maxLength: 100 }),
        fc.dictionary(
          fc.constantFrom(
            'x-shopify-hmac-sha256',
            'webhook-id',
            'webhook-timestamp',
            'webhook-signature',
            'authorization',
          ),
          fc.string(),
        ),
        async (platform, bytes, headers) => {
          const { statusCode } = await door(request(platform, Buffer.from(bytes), headers));
          expect([401, 404]).toContain(statusCode);
        },
      ),
      { numRuns: runs(150) },
    );
  });
});
