/** Orders of BigCommerce as its API states them, and what each becomes. */
import { describe, expect, test } from 'vitest';
import type { TranslatedEvent } from '../../../platforms/platform.ts';
import {
  answeredBy,
  BOUGHT_AT,
  inMailForm,
  noticeOf,
  orderOf,
  PRODUCTS,
  refundOf,
} from '../../support/bigcommerce.ts';

const ASKED_AT = Date.parse('2026-11-20T18:03:00Z');
const CREATED = noticeOf('order/created', { type: 'order', id: 3207 });

const said = (order: object, more: object = {}, notice = CREATED) =>
  answeredBy(notice, { order, products: PRODUCTS, ...more }, ASKED_AT);
const events = (...asked: Parameters<typeof said>): readonly TranslatedEvent[] => {
  const translation = said(...asked);
  if (translation.kind !== 'events') throw new Error(JSON.stringify(translation));
  return translation.events;
};
const names = (...asked: Parameters<typeof said>) => events(...asked).map(({ name }) => name);

describe('an order', () => {
  test('of a guest is placed when it was made and paid when that first shows, in the currency that was paid', () => {
    const [placed, paid, ...others] = events(orderOf());
    expect(others).toEqual([]);
    expect(placed).toMatchObject({ name: 'order.placed', at: Date.parse(BOUGHT_AT) });
    expect(paid).toMatchObject({
      name: 'order.paid',
      at: Date.parse('2026-11-20T18:02:35Z'),
      id: 'paid:3207',
    });
    expect(placed?.evidence).toBeUndefined();
    expect(placed?.data).toEqual({
      order_id: '3207',
      order_number: '3207',
      checkout_id: '7f0b6a1e-2c49-4b9a-9a53-90d1c0a7e6b2',
      cart_id: '7f0b6a1e-2c49-4b9a-9a53-90d1c0a7e6b2',
      shop_status: 'Awaiting Fulfillment',
      customer: {
        email: 'silke.harms@example.org',
        phone: '+491713920055',
        first_name: 'Silke',
        last_name: 'Harms',
        country: 'DE',
        locale: 'de',
      },
      currency: 'EUR',
      total: '38.9000',
      items: [
        {
          product_id: '191',
          variant_id: '362',
          title: 'Ostfriesentee',
          variant_title: '500 g',
          sku: 'TEE-500',
          quantity: 2,
          unit_price: '14.5000',
          line_price: '29.0000',
        },
      ],
    });
  });

  test('of an account names it, and proves nothing about it', () => {
    const [placed] = events(orderOf({ customer_id: 12 }));
    expect(placed?.data.customer).toMatchObject({ customer_id: '12', email: 'silke.harms@example.org' });
    expect(placed?.evidence).toBeUndefined();
  });

  test('that two notices tell in one state counts once', () => {
    const again = noticeOf('order/statusUpdated', { type: 'order', id: 3207 }, 1_795_198_960);
    const ids = (notice: typeof CREATED) => events(orderOf(), {}, notice).map(({ id }) => id);
    expect(ids(again)).toEqual(ids(CREATED));
  });

  test('that was cancelled meanwhile is cancelled, although the notice says that it was made', () => {
    const changed = { date_modified: inMailForm('2026-11-20T19:00:00Z') };
    expect(events(orderOf({ ...changed, status_id: 5, status: 'Cancelled' }))).toMatchObject([
      { name: 'order.cancelled', at: Date.parse('2026-11-20T19:00:00Z'), data: { reason: 'Cancelled' } },
    ]);
    expect(names(orderOf({ status_id: 6, status: 'Declined' }))).toEqual(['order.cancelled']);
    const refunds = [refundOf(3, 14.5)];
    expect(names(orderOf({ status_id: 5, status: 'Cancelled' }), { refunds })).toEqual([
      'order.cancelled',
      'order.refunded',
    ]);
  });

  test.each([
    [1, 'pending', ['order.placed']],
    [7, 'authorized', ['order.placed']],
    [11, 'paid', ['order.placed', 'order.paid']],
    [2, 'captured', ['order.placed', 'order.paid', 'order.updated']],
    [10, '', ['order.placed', 'order.updated']],
    [13, 'captured', ['order.placed', 'order.paid', 'order.updated']],
  ])('in status %i with the payment %j becomes %j', (status_id, payment_status, told) => {
    expect(names(orderOf({ status_id, payment_status }))).toEqual(told);
  });

  test('that was edited long after it was made is told as changed', () => {
    const order = orderOf({ date_modified: inMailForm('2026-11-21T18:00:00Z'), total_inc_tax: '24.4000' });
    expect(events(order).at(-1)).toMatchObject({ name: 'order.updated', data: { total: '24.4000' } });
  });

  test('that is incomplete is none: somebody looked at the payment page', () => {
    expect(said(orderOf({ status_id: 0, status: 'Incomplete' }))).toMatchObject({ kind: 'ignored' });
  });

  test('that a cart became knows its cart, even where the order does not say it', () => {
    const notice = noticeOf('cart/converted', { type: 'cart', id: 'cart-9', orderId: 3207 });
    expect(events(orderOf({ cart_id: null }), {}, notice)[0]?.data).toMatchObject({
      cart_id: 'cart-9',
      checkout_id: 'cart-9',
    });
  });

  test('that was paid with the test gateway stops its cart and is worth nothing', () => {
    const [placed] = events(orderOf({ payment_method: 'Test Payment Gateway' }));
    expect(placed?.data).toMatchObject({ test: true, cart_id: expect.any(String) });
    expect(placed?.data).not.toHaveProperty('total');
  });

  test('names the codes that were used', () => {
    expect(events(orderOf(), { coupons: [{ code: 'FEST10' }, {}] })[0]?.data.discount_codes).toEqual([
      'FEST10',
    ]);
  });

  test('of nobody at all is of no use', () => {
    expect(said(orderOf({ billing_address: null }))).toMatchObject({ kind: 'ignored' });
  });

  test.each([
    [{ status_id: 'eleven' }, 'order: order.status_id'],
    [{ date_created: 'yesterday', date_modified: '' }, 'order.placed: its time is missing'],
  ])('with %j is kept aside, and the field is named', (change, reason) => {
    expect(said(orderOf({ ...change, payment_status: '' }))).toMatchObject({
      kind: 'not-understood',
      reason: expect.stringContaining(reason),
    });
  });
});

describe('what was given back', () => {
  const PARTLY = orderOf({
    status_id: 14,
    status: 'Partially Refunded',
    payment_status: 'partially refunded',
  });
  const refundsIn = (order: object, refunds: readonly object[]) =>
    events(order, { refunds }).filter(({ name }) => name === 'order.refunded');

  test('was paid all the same, which a first word of it says too', () => {
    expect(names(orderOf(PARTLY))).toContain('order.paid');
    expect(names(orderOf({ ...PARTLY, payment_status: 'Partially Refunded' }))).toContain('order.paid');
    expect(names(orderOf({ payment_status: 'authorized' }))).not.toContain('order.paid');
  });

  test('is told refund by refund, each once, with its own time and amount', () => {
    expect(refundsIn(PARTLY, [refundOf(3, 14.5), refundOf(4, 0.1 + 0.2)])).toMatchObject([
      {
        id: 'refund:3207:3',
        at: Date.parse('2026-11-24T09:15:00Z'),
        data: { amount: '14.5', refund_id: '3', reason: 'Box was damaged' },
      },
      { id: 'refund:3207:4', data: { amount: '0.30' } },
    ]);
  });

  test('is no more than what the provider gave back', () => {
    const declined = {
      payments: [
        { amount: 10, is_declined: true },
        { amount: 4.5, is_declined: false },
      ],
    };
    expect(refundsIn(PARTLY, [refundOf(3, 14.5, declined)])).toMatchObject([{ data: { amount: '4.5' } }]);
    const all = { payments: [{ amount: 14.5, is_declined: true }] };
    expect(refundsIn(PARTLY, [refundOf(3, 14.5, all)])).toEqual([]);
  });

  test('is the whole order where the shop says so without a sum', () => {
    const whole = orderOf({ status_id: 4, status: 'Refunded', payment_status: 'refunded' });
    expect(refundsIn(whole, [])).toMatchObject([{ id: 'refund:3207:all' }]);
    expect(refundsIn(whole, [])[0]?.data).not.toHaveProperty('amount');
    expect(refundsIn(whole, [refundOf(3, 38.9)])).toHaveLength(1);
    expect(refundsIn(whole, [refundOf(3, 8.9)]).map(({ id }) => id)).toEqual([
      'refund:3207:3',
      'refund:3207:all',
    ]);
  });

  test('with an amount that cannot be read is kept aside, and the order counts', () => {
    expect(said(PARTLY, { refunds: [refundOf(3, 14.5, { total_amount: '14,50' })] })).toMatchObject({
      kind: 'events',
      leftOver: expect.stringContaining('refunds'),
    });
  });

  test('of a test order is nothing', () => {
    expect(refundsIn({ ...PARTLY, payment_method: 'Test Payment Gateway' }, [refundOf(3, 14.5)])).toEqual([]);
  });
});
