/** Asking a shop of Shopify for its orders: money that went back while no webhook told of it is made good. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventInput } from '../../core/state/input.ts';
import { reconcile } from '../../functions/reconcile/reconcile.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createTestAws, type TestAws } from '../support/aws.ts';
import { reconciler } from '../support/reconciling.ts';
import {
  orderOf,
  refundedOf,
  type ShopifyOrders,
  startShopifyOrders,
} from '../support/shopify-orders-api.ts';

const HOUR_MS = 60 * 60_000;

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

const ago = (ms: number): string => new Date(aws.clock.now() - ms).toISOString();
const run = () => {
  const place = { standIns: aws.standIns, requestHandler: aws.requestHandler, now: aws.clock.now };
  return reconcile(reconciler(place, shop.url).deps, 'shopify');
};

describe('money that went back', () => {
  const refunds = (...all: readonly ReturnType<typeof refundedOf>[]) => ({
    displayFinancialStatus: 'PARTIALLY_REFUNDED',
    refunds: all,
    updatedAt: ago(HOUR_MS),
  });
  const told = () =>
    aws.standIns.sqs
      .queue(LOCAL.inputQueue)
      .peek()
      .map(({ body }) => (JSON.parse(body) as EventInput).event)
      .map(({ name, data, at }) => [name, data['refund_id'], data['amount'] ?? data['total'], at]);

  test('is heard of, refund by refund, when it went back and as much as did', async () => {
    const [first, second] = [ago(5 * HOUR_MS), ago(3 * HOUR_MS)];
    const all = [refundedOf('71', first, '5.00'), refundedOf('72', second, '2.50')];
    const late = refundedOf('73', ago(2 * HOUR_MS), '1.00', 'PENDING');
    shop.orders.push(orderOf('1', ago(9 * HOUR_MS), refunds(...all, late)), orderOf('2', ago(8 * HOUR_MS)));
    // Beside them that the one order was placed, paid and is worth what it is, and two words of the other.
    expect(await run()).toMatchObject({ orders: 2, missed: 7, ended: 'done' });
    expect(told().filter(([name]) => name === 'order.refunded')).toEqual([
      ['order.refunded', '71', '5.00', Date.parse(first)],
      ['order.refunded', '72', '2.50', Date.parse(second)],
    ]);
    // One page, and the refunds of the one order that has some.
    expect(shop.asked).toHaveLength(2);
  });

  test('of a cancelled order is heard of beside the cancellation', async () => {
    const back = refunds(refundedOf('71', ago(4 * HOUR_MS), '30.30'));
    shop.orders.push(orderOf('1', ago(9 * HOUR_MS), { ...back, cancelledAt: ago(4 * HOUR_MS) }));
    await run();
    expect(told().map(([name]) => name)).toEqual(['order.cancelled', 'order.refunded']);
  });

  test('that the shop does not say ends the run, and the next one asks again', async () => {
    shop.orders.push(orderOf('1', ago(9 * HOUR_MS), refunds(refundedOf('71', ago(5 * HOUR_MS), '5.00'))));
    shop.fails.refunds = true;
    expect(await run()).toMatchObject({ orders: 0, ended: 'later', why: 'HTTP 503' });
    shop.fails.refunds = false;
    expect(await run()).toMatchObject({ missed: 4, ended: 'done' });
  });

  test('makes an edited order no cheaper than it has become', async () => {
    const current = { shopMoney: { amount: '17.80', currencyCode: 'EUR' } };
    const back = refunds(refundedOf('71', ago(5 * HOUR_MS), '2.50'));
    shop.orders.push(orderOf('1', ago(9 * HOUR_MS), { ...back, currentTotalPriceSet: current }));
    await run();
    expect(told().find(([name]) => name === 'order.updated')?.[2]).toBe('20.30');
  });
});
