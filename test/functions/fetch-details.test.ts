/** What notices are about: asked of the shop’s API, translated, and counted once. */
import { describe, expect, test } from 'vitest';
import { LOCAL } from '../../stand-ins/names.ts';
import {
  customerOf,
  orderOf,
  PRODUCTS,
  productOf,
  refundOf,
  STORE,
  shipmentOf,
  subscriberOf,
} from '../support/bigcommerce.ts';
import { CART, noticedShop, ORDERED } from '../support/noticed-shop.ts';

const DAY_MS = 24 * 60 * 60_000;

const shop = noticedShop();
const { note, work, heard, names, kept } = shop;

describe('what a notice is about', () => {
  const paths = () => shop.api.asked.map(({ path }) => path.replace(`/stores/${STORE}`, ''));

  test('is asked with the store’s token: an order with its lines, and refunds and codes only where there are some', async () => {
    await note(...ORDERED);
    expect(await work()).toBe(0);
    expect(names()).toEqual(['order.placed', 'order.paid']);
    expect(paths()).toEqual(['/v2/orders/3207', '/v2/orders/3207/products?limit=250&page=1']);
    shop.documents['v2/orders/3207'] = orderOf({ coupon_discount: '5.0000', refunded_amount: '14.5000' });
    shop.documents['v3/orders/3207/payment_actions/refunds'] = [refundOf(3, 14.5)];
    await note('order/updated', { type: 'order', id: 3207 });
    await work();
    expect(names()).toContain('order.refunded');
    expect(paths().slice(2)).toContain('/v2/orders/3207/coupons?limit=250&page=1');
  });

  test('is asked for refunds where one was told of, although the order does not show it yet', async () => {
    shop.documents['v3/orders/3207/payment_actions/refunds'] = [refundOf(3, 14.5)];
    await note('order/refund/created', { type: 'order', id: 3207, refund: { refund_id: 3 } });
    await work();
    expect(names()).toContain('order.refunded');
  });

  test('is read to its end where it has more lines than a page', async () => {
    shop.documents['v2/orders/3207/products'] = Array.from({ length: 260 }, (_, index) => ({
      ...PRODUCTS[0],
      id: index,
      product_id: 1_000 + index,
    }));
    await note(...ORDERED);
    await work();
    expect(paths()).toContain('/v2/orders/3207/products?limit=250&page=2');
    expect(JSON.stringify(heard())).toContain('"1259"');
  });

  test.each([
    ['customer/updated', { id: 12 }, 'customer.updated'],
    ['subscriber/created', { id: 5 }, 'consent.given'],
    ['shipment/created', { id: 12, orderId: 3207 }, 'shipment.sent'],
    ['sku/inventory/updated', { id: 9, inventory: { product_id: 191 } }, 'product.updated'],
  ])('of %s %j is asked for', async (scope, data, name) => {
    Object.assign(shop.documents, {
      'v3/customers': [customerOf()],
      'v3/customers/subscribers/5': subscriberOf(),
      'v2/orders/3207/shipments/12': shipmentOf(),
      'v3/catalog/products/191': productOf(),
      'v2/store': { secure_url: 'https://teekontor.example', currency: 'EUR' },
    });
    await note(scope, data);
    await work();
    expect(names()).toEqual([name]);
  });

  test('counts once, however many notices tell of one state', async () => {
    await note(...ORDERED);
    await note('order/statusUpdated', { type: 'order', id: 3207 });
    await note('cart/converted', { type: 'cart', id: CART, orderId: 3207 });
    await work();
    expect(new Set(heard().map(({ event }) => event.id)).size).toBe(2);
  });

  test('that happened long ago becomes known and starts nothing', async () => {
    shop.aws.clock.moveTo(shop.aws.clock.now() + 3 * DAY_MS);
    await note('order/updated', { type: 'order', id: 3207 });
    await work();
    expect(heard().map(({ history }) => history)).toEqual([true, true]);
  });

  test('and cannot be understood is kept aside, with the notice in it', async () => {
    shop.documents['v2/orders/3207'] = orderOf({ status_id: 'shipped' });
    await note(...ORDERED);
    expect(await work()).toBe(0);
    expect([names(), kept().length]).toEqual([[], 1]);
    expect(
      kept()[0] &&
        new TextDecoder().decode(shop.aws.standIns.s3.get(LOCAL.rawBucket, kept()[0]?.key ?? '')?.body),
    ).toContain('3207');
  });
});
