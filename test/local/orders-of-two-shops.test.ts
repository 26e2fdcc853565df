/** Two shops and two platforms in one deployment use the same number: nobody hears of another's order. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem('2026-11-20T09:00:00Z');
});
afterAll(() => system.close());

const post = (platform: string, body: object, own: Readonly<Record<string, string>> = {}) => {
  const text = JSON.stringify(body);
  const [header, encoding] = SIGNED[platform] ?? ['', 'hex'];
  const signature = createHmac('sha256', String(DEFAULT_SECRETS[platform])).update(text).digest(encoding);
  const headers = { 'content-type': 'application/json', ...own, [header]: signature };
  return system.deliver({ path: `/webhooks/${platform}`, headers, body: text });
};

const SIGNED: Readonly<Record<string, readonly [header: string, encoding: 'hex' | 'base64']>> = {
  woocommerce: ['x-wc-webhook-signature', 'base64'],
  sendcloud: ['sendcloud-signature', 'hex'],
};

const bought = (email: string, id: string) => ({
  order_id: id,
  customer: { email },
  currency: 'EUR',
  total: '30.00',
  items: [],
});

/** An order of a WooCommerce shop, whose ids are small numbers like everybody's. */
const atWoo = (shop: string, email: string, id: number) =>
  post(
    'woocommerce',
    {
      id,
      number: String(id),
      status: 'processing',
      currency: 'EUR',
      total: '30.00',
      customer_id: 0,
      billing: { email },
      date_created_gmt: '2026-11-20T08:00:00',
      date_modified_gmt: '2026-11-20T08:00:00',
      line_items: [],
      _links: { self: [{ href: `https://${shop}/wp-json/wc/v3/orders/${id}` }] },
    },
    { 'x-wc-webhook-topic': 'order.created', 'x-wc-webhook-source': `https://${shop}/` },
  );

const parcel = (order_number: string, id: number) =>
  post('sendcloud', {
    action: 'parcel_status_changed',
    timestamp: Date.parse('2026-11-20T08:30:00Z'),
    parcel: { id, status: { id: 3 }, order_number, tracking_number: `t-${id}` },
  });

const heardBy = async (email: string): Promise<readonly string[]> =>
  (await system.view(email)).timeline.flatMap(({ event, data }) => {
    const of = data as { tracking_number?: string; refund_id?: string } | undefined;
    const what = of?.tracking_number ?? of?.refund_id;
    return what === undefined ? [] : [`${String(event)} ${what}`];
  });

describe('a parcel that names a number and nobody', () => {
  test('reaches whoever has the order of that number, before the order and after it', async () => {
    expect((await parcel('#2001', 1)).status).toBe(200);
    await atWoo('a.example', 'anke@example.org', 2001);
    await parcel('2001', 2);
    expect(await heardBy('anke@example.org')).toEqual(
      expect.arrayContaining(['shipment.sent t-1', 'shipment.sent t-2']),
    );
  });

  test('reaches nobody where two shops have an order of that number', async () => {
    await atWoo('a.example', 'bodo@example.org', 3001);
    await atWoo('b.example', 'cora@example.org', 3001);
    expect(await heardBy('cora@example.org')).toEqual([]);
    expect((await parcel('3001', 3)).status).toBe(200);
    expect(await heardBy('bodo@example.org')).toEqual([]);
    expect(await heardBy('cora@example.org')).toEqual([]);
  });

  test('reaches its customer where one customer has both orders', async () => {
    await atWoo('a.example', 'dora@example.org', 3101);
    await system.tell('order.placed', { ...bought('dora@example.org', 'x-1'), order_number: '3101' });
    await parcel('3101', 4);
    expect(await heardBy('dora@example.org')).toEqual(['shipment.sent t-4']);
  });
});

describe('a refund that names an order and nobody', () => {
  const refund = (order_id: string, refund_id: string) =>
    system.tell('order.refunded', { order_id, refund_id, amount: '4.00', currency: 'EUR' });

  test('is about the order of the platform that tells of it', async () => {
    await atWoo('a.example', 'emma@example.org', 4001);
    await refund('4001', 'r-1');
    await system.tell('order.placed', bought('fiete@example.org', '4001'));
    await refund('4001', 'r-2');
    expect(await heardBy('emma@example.org')).toEqual([]);
    expect(await heardBy('fiete@example.org')).toEqual(
      expect.arrayContaining(['order.refunded r-1', 'order.refunded r-2']),
    );
  });

  test('is about nobody where two people have that order of one platform', async () => {
    await system.tell('order.placed', bought('gesa@example.org', '4101'));
    await system.tell('order.placed', { ...bought('hauke@example.org', '4101'), total: '9.00' });
    expect(await heardBy('hauke@example.org')).toEqual([]);
    await refund('4101', 'r-3');
    expect([await heardBy('gesa@example.org'), await heardBy('hauke@example.org')]).toEqual([[], []]);
  });
});
