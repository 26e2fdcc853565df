/** Asking a BigCommerce store for the orders that no notice told of, page by page, each with its lines. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventInput } from '../../core/state/input.ts';
import { reconcile } from '../../functions/reconcile/reconcile.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createTestAws, TEST_START, type TestAws } from '../support/aws.ts';
import { inMailForm, orderOf, PRODUCTS, STORE } from '../support/bigcommerce.ts';
import { reconciler } from '../support/reconciling.ts';
import { type Asked, type Reply, type ShopApi, startShopApi } from '../support/shop-api.ts';

const HOUR_MS = 60 * 60_000;

type Order = Readonly<{ id: number; date_modified: string }>;

let aws: TestAws;
let api: ShopApi;
let orders: Order[];
let instead: Reply[];

/** As version 2 of the API: the bounds belong to it, and an empty list has no body. */
const answer = ({ path, headers }: Asked): Reply => {
  if (headers['x-auth-token'] !== 'token') return { status: 401 };
  const { pathname, searchParams: query } = new URL(path, 'http://shop.example');
  if (pathname.endsWith('/products')) return { json: PRODUCTS };
  if (pathname !== `/stores/${STORE}/v2/orders`) return { status: 404 };
  const [min, max] = ['min_date_modified', 'max_date_modified'].map((name) =>
    Date.parse(query.get(name) ?? ''),
  ) as [number, number];
  const at = (order: Order): number => Date.parse(order.date_modified);
  const within = orders
    .filter((order) => at(order) >= min && at(order) <= max)
    .toSorted((a, b) => at(a) - at(b) || a.id - b.id);
  const [page, limit] = [Number(query.get('page')), Number(query.get('limit'))];
  const json = within.slice((page - 1) * limit, page * limit);
  return json.length === 0 ? { status: 204, text: '' } : { json };
};

beforeEach(async () => {
  aws = await createTestAws();
  aws.standIns.secrets.set(LOCAL.keys, { '1': 'k'.repeat(64) });
  aws.standIns.secrets.set(LOCAL.shopCredentials, {
    bigcommerce: { store_hash: STORE, access_token: 'token' },
  });
  orders = [];
  instead = [];
  api = await startShopApi((asked) => instead.shift() ?? answer(asked));
});
afterEach(async () => {
  await api.close();
  await aws.close();
});

const add = (id: number, at: number): void => {
  const time = inMailForm(new Date(at).toISOString());
  orders.push(
    orderOf({ id, payment_status: '', date_created: time, date_modified: time, cart_id: null }) as Order,
  );
};
const run = () => {
  const place = { standIns: aws.standIns, requestHandler: aws.requestHandler, now: aws.clock.now };
  return reconcile(reconciler(place, api.url).deps, 'bigcommerce');
};
const heard = () =>
  aws.standIns.sqs
    .queue(LOCAL.inputQueue)
    .peek()
    .map(({ body }) => (JSON.parse(body) as EventInput).event)
    .filter(({ name }) => name === 'order.placed');

test('an order that no notice told of is heard of, with its lines', async () => {
  add(1, TEST_START - HOUR_MS);
  expect(await run()).toMatchObject({ orders: 1, missed: 1, ended: 'done' });
  expect(heard()).toMatchObject([
    {
      source: 'bigcommerce',
      at: TEST_START - HOUR_MS,
      data: { order_id: '1', items: [{ product_id: '191' }] },
    },
  ]);
});

test('a store without a change is asked once', async () => {
  expect(await run()).toMatchObject({ orders: 0, ended: 'done' });
  expect(api.asked).toHaveLength(1);
});

test('all pages are read, also where many orders changed in one second', async () => {
  for (let id = 1; id <= 15; id += 1) add(id, TEST_START - 2 * HOUR_MS);
  for (let id = 16; id <= 30; id += 1) add(id, TEST_START - HOUR_MS + id * 5_000);
  expect(await run()).toMatchObject({ ended: 'done' });
  expect(new Set(heard().map(({ data }) => data['order_id'])).size).toBe(30);
});

test('a store that throttles is asked again, by itself or by the next run', async () => {
  add(1, TEST_START - HOUR_MS);
  instead.push({ status: 429, headers: { 'x-rate-limit-time-reset-ms': '9000' } });
  expect(await run()).toMatchObject({ orders: 1, ended: 'done' });
  add(2, TEST_START - HOUR_MS);
  aws.clock.moveTo(TEST_START + HOUR_MS);
  instead.push({ json: orders }, { status: 429, headers: { 'x-rate-limit-time-reset-ms': '29000' } });
  expect(await run()).toMatchObject({ ended: 'later', why: 'HTTP 429' });
  expect(await run()).toMatchObject({ ended: 'done' });
});
