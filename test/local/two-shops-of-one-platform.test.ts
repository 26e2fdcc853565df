/**
 * Two shops of WooCommerce in one deployment, each of which numbers its customers and orders from 1: nobody
 * becomes somebody else, and each hears of the own orders alone.
 */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_SECRETS } from '../../local/options.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

const [A, B] = ['a.example', 'b.example'];

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem('2026-11-20T09:00:00Z');
});
afterAll(() => system.close());

const post = (shop: string, topic: string, body: object): Promise<Response> => {
  const text = JSON.stringify(body);
  const secret = String(DEFAULT_SECRETS['woocommerce']);
  const headers = {
    'content-type': 'application/json',
    'x-wc-webhook-topic': topic,
    'x-wc-webhook-source': `https://${shop}/`,
    'x-wc-webhook-signature': createHmac('sha256', secret).update(text).digest('base64'),
  };
  return system.deliver({ path: '/webhooks/woocommerce', headers, body: text });
};

const linked = (shop: string, path: string): object => ({
  _links: { self: [{ href: `https://${shop}/wp-json/wc/v3/${path}` }] },
});

const account = (shop: string, id: number, email: string, first_name: string) =>
  post(shop, 'customer.updated', {
    id,
    email,
    first_name,
    role: 'customer',
    date_created_gmt: '2026-11-20T07:00:00',
    date_modified_gmt: '2026-11-20T07:00:00',
    ...linked(shop, `customers/${id}`),
  });

type Order = Readonly<{ id: number; account: number; email?: string; refund?: number }>;

const order = (shop: string, { id, account: customer, email = '', refund }: Order) =>
  post(shop, 'order.updated', {
    id,
    number: String(id),
    status: 'processing',
    currency: 'EUR',
    total: '30.00',
    customer_id: customer,
    billing: { email },
    date_created_gmt: '2026-11-20T08:00:00',
    date_modified_gmt: '2026-11-20T08:00:00',
    date_paid_gmt: '2026-11-20T08:00:00',
    line_items: [],
    refunds: refund === undefined ? [] : [{ id: refund, total: '-5.00' }],
    ...linked(shop, `orders/${id}`),
  });

const ordersOf = async (who: string): Promise<readonly unknown[]> =>
  (await system.view(who)).timeline.flatMap(({ event, data }) =>
    event === 'order.placed' ? [(data as { order_id: string }).order_id] : [],
  );

test('customers and orders of one number stay those of their shops', async () => {
  await account(A, 7, 'alma@example.org', 'Alma');
  await account(B, 7, 'bruno@example.org', 'Bruno');
  // Neither order names an address: the account alone says whose it is.
  await order(A, { id: 11, account: 7 });
  await order(B, { id: 11, account: 7 });
  expect(await ordersOf('alma@example.org')).toEqual(['11']);
  expect(await ordersOf('bruno@example.org')).toEqual(['b.example~11']);
  expect((await system.view('alma@example.org')).profile).toMatchObject({ person: { firstName: 'Alma' } });
  expect((await system.view('b.example~7')).profile).toMatchObject({ person: { firstName: 'Bruno' } });
});

test('whoever shops in both is one person with two accounts and two orders of one number', async () => {
  await account(A, 21, 'carla@example.org', 'Carla');
  await account(B, 34, 'carla@example.org', 'Carla');
  await order(A, { id: 51, account: 21, email: 'carla@example.org' });
  await order(B, { id: 51, account: 34, email: 'carla@example.org', refund: 52 });
  expect(await ordersOf('carla@example.org')).toEqual(expect.arrayContaining(['51', 'b.example~51']));
  const { profile } = await system.view('carla@example.org');
  expect(profile['identities']).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ value: 'woocommerce:21' }),
      expect.objectContaining({ value: 'woocommerce:b.example~34' }),
    ]),
  );
});

test('what one shop signed is refused under the name of the other, and kept', async () => {
  const text = {
    id: 7,
    email: 'alma@example.org',
    role: 'customer',
    date_modified_gmt: '2026-11-20T08:30:00',
    ...linked(A, 'customers/7'),
  };
  expect((await post(B, 'customer.updated', text)).status).toBe(202);
  expect((await system.view('b.example~7')).profile).toMatchObject({ person: { firstName: 'Bruno' } });
});
