/** Asking a shop for its orders: what no webhook told of is heard, once, however a run goes. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createReconciliations } from '../../adapters/dynamodb/reconciliations.ts';
import { METRICS } from '../../contract/routes.ts';
import { LIMITS } from '../../core/limits.ts';
import type { EventInput } from '../../core/state/input.ts';
import { createReconcile } from '../../functions/reconcile/handler.ts';
import { reconcile } from '../../functions/reconcile/reconcile.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createTestAws, TEST_START, type TestAws } from '../support/aws.ts';
import { reconciler } from '../support/reconciling.ts';
import { orderOf, type ShopifyOrders, startShopifyOrders, throttled } from '../support/shopify-orders-api.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let aws: TestAws;
let shop: ShopifyOrders;
beforeEach(async () => {
  aws = await createTestAws();
  aws.standIns.secrets.set(LOCAL.keys, { '1': 'k'.repeat(64) });
  aws.standIns.secrets.set(LOCAL.shopCredentials, {
    shopify: { shop: 'tea.myshopify.com', access_token: 'shpat_1' },
  });
  shop = await startShopifyOrders();
});
afterEach(async () => {
  await shop.close();
  await aws.close();
});

const place = () => ({ standIns: aws.standIns, requestHandler: aws.requestHandler, now: aws.clock.now });
const ago = (ms: number): string => new Date(aws.clock.now() - ms).toISOString();
const run = () => reconcile(reconciler(place(), shop.url).deps, 'shopify');
const heard = () =>
  aws.standIns.sqs
    .queue(LOCAL.inputQueue)
    .peek()
    .map(({ body }) => (JSON.parse(body) as EventInput).event)
    .map(({ name, data, at }) => `${name} ${String(data['order_id'])} ${new Date(at).toISOString()}`);
const placed = (count: number): void => {
  for (let id = 1; id <= count; id += 1)
    shop.orders.push(
      orderOf(String(id), ago(HOUR_MS + (count - id) * 1_000), { displayFinancialStatus: 'PENDING' }),
    );
};
const stored = () => createReconciliations({ client: aws.dynamodb, tableName: LOCAL.table }).read('shopify');

describe('the first run', () => {
  test('hears the orders of the last two days, with the times of what happened', async () => {
    shop.orders.push(orderOf('1', ago(3 * 24 * HOUR_MS)), orderOf('2', ago(5 * HOUR_MS)));
    expect(await run()).toMatchObject({ orders: 1, missed: 2, ended: 'done' });
    expect(heard()).toEqual([`order.placed 2 ${ago(5 * HOUR_MS)}`, `order.paid 2 ${ago(5 * HOUR_MS)}`]);
  });

  test('leaves what changed a moment ago to its webhook, and hears it in the next', async () => {
    shop.orders.push(orderOf('1', ago(5 * MINUTE_MS), { displayFinancialStatus: 'PENDING' }));
    expect(await run()).toMatchObject({ orders: 0 });
    aws.clock.moveTo(TEST_START + HOUR_MS);
    expect(await run()).toMatchObject({ orders: 1, missed: 1 });
  });
});

describe('an order', () => {
  test('of more than a day ago is heard as the past, which starts no flow', async () => {
    shop.orders.push(
      orderOf('1', ago(30 * HOUR_MS), { displayFinancialStatus: 'PENDING' }),
      orderOf('2', ago(20 * HOUR_MS), { displayFinancialStatus: 'PENDING' }),
    );
    await run();
    const inputs = aws.standIns.sqs.queue(LOCAL.inputQueue).peek();
    expect(inputs.map(({ body }) => (JSON.parse(body) as EventInput).history)).toEqual([true, undefined]);
  });

  test('that was cancelled is told as cancelled, when it was', async () => {
    shop.orders.push(
      orderOf('1', ago(9 * HOUR_MS), {
        cancelledAt: ago(4 * HOUR_MS),
        updatedAt: ago(2 * HOUR_MS),
        cancelReason: 'CUSTOMER',
      }),
    );
    await run();
    expect(heard()).toEqual([`order.cancelled 1 ${ago(4 * HOUR_MS)}`]);
  });

  test('that was noted on long after it was paid is told with the times of then', async () => {
    shop.orders.push(orderOf('1', ago(30 * HOUR_MS), { updatedAt: ago(HOUR_MS) }));
    await run();
    expect(heard()).toEqual([`order.placed 1 ${ago(30 * HOUR_MS)}`, `order.paid 1 ${ago(30 * HOUR_MS)}`]);
  });

  test('with more lines than a page holds comes with all of them', async () => {
    shop.orders.push({ ...orderOf('1', ago(HOUR_MS), { displayFinancialStatus: 'PENDING' }), lines: 250 });
    await run();
    const [{ body } = { body: '{}' }] = aws.standIns.sqs.queue(LOCAL.inputQueue).peek();
    expect((JSON.parse(body) as EventInput).event.data['items']).toHaveLength(250);
  });

  test('of somebody whose data the shop has removed is about nobody, and no fault', async () => {
    const nobody = { email: null, customer: null, checkoutToken: null };
    shop.orders.push(orderOf('1', ago(HOUR_MS), nobody));
    expect(await run()).toMatchObject({ orders: 1, missed: 0, ended: 'done' });
    expect(aws.standIns.s3.list(LOCAL.rawBucket, 'quarantine/')).toEqual([]);
  });

  test('that cannot be understood is kept in quarantine as a webhook would be', async () => {
    shop.orders.push({ ...orderOf('1', ago(HOUR_MS)), createdAt: 'yesterday', processedAt: null });
    const { deps, counted } = reconciler(place(), shop.url);
    await reconcile(deps, 'shopify');
    expect(aws.standIns.s3.list(LOCAL.rawBucket, 'quarantine/')).toHaveLength(1);
    expect(counted[METRICS.quarantined]).toBe(1);
  });
});

describe('a run', () => {
  test('reads page after page, and the next one begins where it came to', async () => {
    placed(23);
    expect(await run()).toMatchObject({ orders: 23, missed: 23, ended: 'done' });
    expect(shop.asked).toHaveLength(3);
    aws.clock.moveTo(TEST_START + 2 * HOUR_MS);
    expect(await run()).toMatchObject({ orders: 0, ended: 'done' });
  });

  test('that breaks off goes on from its place, and leaves nothing out', async () => {
    placed(23);
    const { deps } = reconciler(place(), shop.url);
    let calls = 0;
    const read: typeof deps.orders.read = (platform, asked) => {
      calls += 1;
      return calls === 2
        ? Promise.resolve({ kind: 'later', why: 'HTTP 503', afterMs: HOUR_MS })
        : deps.orders.read(platform, asked);
    };
    expect(await reconcile({ ...deps, orders: { read } }, 'shopify')).toMatchObject({
      orders: 10,
      ended: 'later',
      why: 'HTTP 503',
    });
    expect((await stored())?.open).toMatchObject({ cursor: '10' });
    expect(await run()).toMatchObject({ orders: 13, ended: 'done' });
    expect(new Set(heard()).size).toBe(23);
  });

  test('beside another one stops where the other was faster; what both heard is one event', async () => {
    placed(23);
    const [one, other] = await Promise.all([run(), run()]);
    expect([one.ended, other.ended].sort()).toEqual(['done', 'elsewhere']);
    const ids = aws.standIns.sqs
      .queue(LOCAL.inputQueue)
      .peek()
      .map(({ body }) => (JSON.parse(body) as EventInput).inputId);
    expect(new Set(ids).size).toBe(23);
  });

  test('pauses for as long as the shop says, and reads on', async () => {
    placed(1);
    shop.instead.push(throttled, { status: 429, headers: { 'retry-after': '2' } }, { status: 502 });
    const { deps, pauses } = reconciler(place(), shop.url);
    expect(await reconcile(deps, 'shopify')).toMatchObject({ orders: 1, ended: 'done' });
    expect(pauses).toEqual([6_000, 2_000, 3_000]);
  });

  test('ends where the shop asks for a longer pause, or goes on failing', async () => {
    shop.instead.push({ status: 429, headers: { 'retry-after': '600' } });
    expect(await run()).toMatchObject({ ended: 'later', why: 'HTTP 429' });
    shop.instead.push(...Array.from({ length: LIMITS.reconcileAttempts }, () => ({ status: 503 })));
    expect(await run()).toMatchObject({ ended: 'later', why: 'HTTP 503' });
    expect(await stored()).toBeUndefined();
  });

  test('that the shop refuses says why, and keeps its place', async () => {
    placed(1);
    shop.instead.push({ status: 401 });
    expect(await run()).toMatchObject({ ended: 'refused', why: 'HTTP 401' });
    expect(await run()).toMatchObject({ missed: 1, ended: 'done' });
  });

  test('whose place the shop does not take any more begins its stretch anew', async () => {
    placed(23);
    const open = { since: TEST_START - 24 * HOUR_MS, until: TEST_START - HOUR_MS / 4, cursor: 'gone' };
    const store = createReconciliations({ client: aws.dynamodb, tableName: LOCAL.table });
    await store.write('shopify', { seenUpTo: open.since, open, version: 1 }, undefined);
    shop.instead.push({ json: { errors: [{ message: 'no', extensions: { code: 'INVALID_CURSOR' } }] } });
    expect(await run()).toMatchObject({ orders: 0, ended: 'refused' });
    expect(await run()).toMatchObject({ orders: 23, ended: 'done' });
  });

  test('after a long silence looks back as far as it may, and not farther', async () => {
    await run();
    shop.orders.push(orderOf('1', ago(0), { displayFinancialStatus: 'PENDING' }));
    aws.clock.moveTo(TEST_START + LIMITS.reconcileBackMs - HOUR_MS);
    expect(await run()).toMatchObject({ orders: 1 });
    shop.orders.push(orderOf('2', ago(0)));
    aws.clock.moveTo(aws.clock.now() + LIMITS.reconcileBackMs + HOUR_MS);
    expect(await run()).toMatchObject({ orders: 0, ended: 'done' });
  });
});

describe('the function', () => {
  const invoke = (event?: unknown) =>
    createReconcile(
      reconciler(place(), shop.url).env,
      { now: aws.clock.now, newToken: () => 'token' },
      aws.requestHandler,
    )(event);

  test('asks the shops that the deployment names, and answers how it went', async () => {
    placed(1);
    expect(await invoke({})).toMatchObject([
      { platform: 'shopify', orders: 1, ended: 'done' },
      { platform: 'woocommerce', ended: 'refused', why: 'no credentials for woocommerce' },
    ]);
  });

  test('takes no platform whose shops cannot be asked', async () => {
    await expect(invoke({ platforms: ['whatsapp'] })).rejects.toThrow();
  });
});
