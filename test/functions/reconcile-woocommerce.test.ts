/** Asking a shop of WooCommerce for its orders, page by page, by the time of their change. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EventInput } from '../../core/state/input.ts';
import { reconcile } from '../../functions/reconcile/reconcile.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createTestAws, TEST_START, type TestAws } from '../support/aws.ts';
import { reconciler } from '../support/reconciling.ts';
import { type Asked, type Reply, type ShopApi, startShopApi } from '../support/shop-api.ts';
import { recordedJson } from '../support/webhooks.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const PER_PAGE = 20;

type Order = Readonly<{ id: number; date_modified_gmt: string }>;

let aws: TestAws;
let api: ShopApi;
let orders: Order[];
let instead: Reply[];

/** As WordPress: times in GMT without saying so, the second itself left out, pages counted in a header. */
const answer = ({ path }: Asked): Reply => {
  const query = new URL(path, 'http://shop.example').searchParams;
  const [after, before] = [query.get('modified_after'), query.get('modified_before')].map((text) =>
    Date.parse(text ?? ''),
  ) as [number, number];
  const at = ({ date_modified_gmt: text }: Order): number => Date.parse(`${text}Z`);
  const within = orders
    .filter((order) => at(order) > after && at(order) < before)
    .toSorted((a, b) => at(a) - at(b) || a.id - b.id);
  const page = Number(query.get('page'));
  return {
    headers: { 'x-wp-totalpages': String(Math.ceil(within.length / PER_PAGE)) },
    json: within.slice((page - 1) * PER_PAGE, page * PER_PAGE),
  };
};

beforeEach(async () => {
  aws = await createTestAws();
  aws.standIns.secrets.set(LOCAL.keys, { '1': 'k'.repeat(64) });
  aws.standIns.secrets.set(LOCAL.shopCredentials, {
    woocommerce: { shop: 'tea.example', consumer_key: 'ck_1', consumer_secret: 'cs_1' },
  });
  orders = [];
  instead = [];
  api = await startShopApi((asked) => instead.shift() ?? answer(asked));
});
afterEach(async () => {
  await api.close();
  await aws.close();
});

const gmt = (at: number): string => new Date(at).toISOString().slice(0, 19);
/** An order that waits for a bank transfer. */
const add = (id: number, at: number): void => {
  const stated = recordedJson('woocommerce/order.created');
  orders.push({
    ...stated,
    id,
    status: 'on-hold',
    payment_method: 'bacs',
    date_paid: null,
    date_paid_gmt: null,
    date_created_gmt: gmt(at),
    date_modified_gmt: gmt(at),
  } as Order);
};
const run = () => {
  const place = { standIns: aws.standIns, requestHandler: aws.requestHandler, now: aws.clock.now };
  return reconcile(reconciler(place, api.url).deps, 'woocommerce');
};
const heard = () =>
  aws.standIns.sqs
    .queue(LOCAL.inputQueue)
    .peek()
    .map(({ body }) => (JSON.parse(body) as EventInput).event)
    .filter(({ name }) => name === 'order.placed')
    .map(({ data }) => Number(data['order_id']));

test('it is asked with its key for what changed in GMT, oldest first', async () => {
  add(1, TEST_START - HOUR_MS);
  expect(await run()).toMatchObject({ orders: 1, ended: 'done' });
  expect(heard()).toEqual([1]);
  const [{ path, headers }] = api.asked as [Asked];
  expect(headers.authorization).toBe(`Basic ${Buffer.from('ck_1:cs_1').toString('base64')}`);
  expect(Object.fromEntries(new URL(path, 'http://shop.example').searchParams)).toMatchObject({
    dates_are_gmt: 'true',
    orderby: 'modified',
    order: 'asc',
    status: 'any',
  });
});

test('pages go on by the time of the last order, so what changes meanwhile moves nothing out of sight', async () => {
  for (let id = 1; id <= 50; id += 1) add(id, TEST_START - 2 * HOUR_MS + id * 5_000);
  const first = answer;
  let calls = 0;
  api.answers((asked) => {
    calls += 1;
    // The first order changes after its page was read.
    if (calls === 2)
      orders = orders.map((one) => (one.id === 1 ? { ...one, date_modified_gmt: gmt(TEST_START) } : one));
    return first(asked);
  });
  expect(await run()).toMatchObject({ ended: 'done' });
  expect([...new Set(heard())].length).toBe(50);
});

test('a shop that changed hundreds in one second is read to the end', async () => {
  for (let id = 1; id <= 45; id += 1) add(id, TEST_START - HOUR_MS);
  expect(await run()).toMatchObject({ ended: 'done' });
  expect(new Set(heard()).size).toBe(45);
});

test('money that went back stands in its order, and is heard of by the number of its refund', async () => {
  add(1, TEST_START - HOUR_MS);
  orders = orders.map((one) => ({ ...one, refunds: [{ id: 902, reason: '', total: '-5.00' }] }));
  await run();
  const told = aws.standIns.sqs
    .queue(LOCAL.inputQueue)
    .peek()
    .map(({ body }) => (JSON.parse(body) as EventInput).event)
    .filter(({ name }) => name === 'order.refunded');
  expect(told.map(({ data }) => [data['order_id'], data['refund_id'], data['amount']])).toEqual([
    ['1', '902', '5.00'],
  ]);
});

test('a shop that is away is asked again by the next run', async () => {
  add(1, TEST_START - HOUR_MS);
  instead.push({ status: 503, headers: { 'retry-after': '900' } });
  expect(await run()).toMatchObject({ ended: 'later', why: 'HTTP 503' });
  expect(await run()).toMatchObject({ orders: 1, ended: 'done' });
});
