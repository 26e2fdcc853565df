/** Notices at the door: each is answered before anybody asks the shop, and none that is signed is refused. */
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../core/limits.ts';
import { createReplayQuarantine } from '../../functions/replay-quarantine/handler.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { BIGCOMMERCE_SECRET, fromBigcommerce, noticeOf } from '../support/bigcommerce.ts';
import { CART, noticedShop, ORDERED } from '../support/noticed-shop.ts';
import { recorded } from '../support/webhooks.ts';

const MINUTE_MS = 60_000;

const shop = noticedShop();
const { runtime, doorWith, notices, post, note, work, names, kept, variables } = shop;

describe('the door', () => {
  test.each(['store-order-created', 'store-cart-abandoned'])(
    'takes the recorded notice %s at once, and asks nobody',
    async (name) => {
      const { body, headers } = recorded(`bigcommerce/${name}`);
      shop.aws.clock.moveTo(Number(headers['webhook-timestamp']) * 1_000);
      expect(await post(body, { id: headers['webhook-id'] })).toMatchObject({ statusCode: 200 });
      expect([notices().peek().length, names(), shop.api.asked.length]).toEqual([1, [], 0]);
      await work();
      expect(names()).toContain(name.includes('order') ? 'order.placed' : 'checkout.updated');
    },
  );

  test('refuses another secret, the secret read as base64, an old signature and a store that is not listed', async () => {
    const body = noticeOf(...ORDERED);
    const other = { ...body, producer: 'stores/elsewhere' };
    expect(await post(body, { secret: 'wrong' })).toMatchObject({ statusCode: 401 });
    const bytes = Buffer.from(BIGCOMMERCE_SECRET, 'base64');
    expect(await post(body, { secret: bytes })).toMatchObject({ statusCode: 401 });
    expect(await post(body, { at: shop.aws.clock.now() - 6 * MINUTE_MS })).toMatchObject({ statusCode: 401 });
    expect(await post(other)).toMatchObject({ statusCode: 403 });
    expect(notices().peek()).toEqual([]);
  });

  test('passes on what a deletion says by itself, and has no use for scopes that say nothing', async () => {
    expect(await note('customer/deleted', { type: 'customer', id: 12 })).toMatchObject({ statusCode: 200 });
    await note('cart/deleted', { type: 'cart', id: CART });
    await note('product/deleted', { type: 'product', id: 191 });
    await note('subscriber/deleted', { type: 'subscriber', id: 5 });
    expect(names().toSorted()).toEqual([
      'checkout.updated',
      'consent.withdrawn',
      'customer.erased',
      'product.updated',
    ]);
    const ignored = { statusCode: 200, body: expect.stringContaining('ignored') };
    for (const scope of ['category/updated', 'order/archived', 'app/uninstalled', 'order/message/created'])
      expect(await note(scope, { id: 1 })).toMatchObject(ignored);
    expect(notices().peek()).toEqual([]);
  });

  test('understands notices about one channel, which name things by their kind', async () => {
    await note('channel/1/cart/created', { cart_id: CART });
    await work();
    expect(names()).toEqual(['checkout.updated']);
  });

  test.each([
    ['order/created', {}],
    ['shipment/created', { id: 12 }],
    ['order/created', { id: 3207, padding: 'x'.repeat(LIMITS.noticeBytes) }],
  ])('keeps aside a notice of %s that names nothing, or says too much', async (scope, data) => {
    expect(await note(scope, data)).toMatchObject({ statusCode: 202 });
    expect([kept().length, notices().peek()]).toEqual([1, []]);
  });

  test('of a deployment that asks no shop keeps notices aside, and a replay asks for them later', async () => {
    const answered = await doorWith('')(fromBigcommerce(noticeOf(...ORDERED), { at: shop.aws.clock.now() }));
    expect(answered).toMatchObject({ statusCode: 202 });
    const replay = createReplayQuarantine(
      {
        ...variables(),
        AWS_LAMBDA_FUNCTION_NAME: 'replay-quarantine',
        NOTICE_QUEUE_URL: shop.aws.standIns.sqs.url(LOCAL.noticeQueue),
      },
      runtime(),
      shop.aws.requestHandler,
    );
    expect(await replay({})).toMatchObject({ understood: 1 });
    await work();
    expect([names(), kept()]).toEqual([['order.placed', 'order.paid'], []]);
  });
});
