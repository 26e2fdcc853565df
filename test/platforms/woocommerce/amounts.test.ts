/** Amounts and parcels in orders of WooCommerce. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Doorway, freshWorld, openDoor, type World } from '../../support/door.ts';
import { fromWoocommerce, recordedJson } from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

const created = () => recordedJson('woocommerce/order.created');
const line = () => (created().line_items as Record<string, unknown>[])[0] ?? {};
const post = (body: object | string, topic = 'order.updated') => door(fromWoocommerce(topic, body));

/** The events that reached the queue, by name. */
const events = () => world.sent.flatMap((input) => (input.kind === 'event' ? [input.event] : []));
const names = () => events().map(({ name }) => name);

describe('amounts from WooCommerce', () => {
  const priced = (change: object, order: object = {}) =>
    post({ ...created(), ...order, line_items: [{ ...line(), ...change }] });
  const first = () => ((events()[0]?.data.items ?? []) as Record<string, unknown>[])[0];

  test.each([
    [{ quantity: 3, total: '8.40', total_tax: '1.60', price: 2.8000000000000003 }, '3.33', '10.00'],
    [{ quantity: 1, total: '10.840336', total_tax: '2.059664' }, '12.90', '12.90'],
    [{ quantity: 1, total: '12.9000000000001', total_tax: '0' }, '12.90', '12.90'],
    [{ quantity: 2, total: '20.17', total_tax: undefined }, '10.09', '20.17'],
    [{ quantity: 1, total: '0.00', total_tax: '0.00' }, '0.00', '0.00'],
  ])('%j is %s for one, and %s for all', async (change, unit, whole) => {
    await priced(change);
    expect(first()).toMatchObject({ unit_price: unit, line_price: whole });
  });

  test('are in the smallest units that the currency has', async () => {
    await priced({ quantity: 1, total: '2627.27', total_tax: '262.73' }, { currency: 'JPY', total: '2890' });
    expect(first()).toMatchObject({ unit_price: '2890' });
    expect(events()[0]?.data).toMatchObject({ currency: 'JPY', total: '2890' });
  });

  test.each(['12,90', '€ 12.90', { amount: 1 }])('such as %j are told as unread', async (total) => {
    expect(await priced({ total })).toMatchObject({ statusCode: 202 });
    expect(events()[0]?.unread).toContain('items[].unit_price');
    expect(first()?.['unit_price']).toBeUndefined();
  });

  test.each([
    ['_wcpay_mode', 'test'],
    ['_ppcp_paypal_payment_mode', 'sandbox'],
  ])('paid in a test (%s) count in no sum', async (key, value) => {
    await post({ ...created(), meta_data: [{ id: 1, key, value }] });
    expect(events()[0]?.data).toMatchObject({ test: true });
    expect(events()[0]?.data.total).toBeUndefined();
  });
});

describe('parcels in orders from WooCommerce', () => {
  test('are told by the plug-ins that know of them, and by no status', async () => {
    await post({ ...created(), status: 'completed' });
    expect(names()).not.toContain('shipment.sent');
    world.sent.length = 0;
    const item = { tracking_provider: 'dhl-de', custom_tracking_link: '', tracking_number: '0034043416' };
    const value = [{ ...item, tracking_id: 'ab12', date_shipped: '1795219200' }];
    await post({ ...created(), meta_data: [{ id: 1, key: '_wc_shipment_tracking_items', value }] });
    expect(events().at(-1)).toMatchObject({
      name: 'shipment.sent',
      at: 1_795_219_200_000,
      data: { order_id: '5301', shipment_id: 'ab12', tracking_number: '0034043416', carrier: 'dhl-de' },
    });
  });

  test('of Germanized are sent, then delivered; returns are neither', async () => {
    const parcel = {
      id: 12,
      status: 'shipped',
      type: 'simple',
      tracking_id: '0034',
      shipping_provider: 'dhl',
    };
    const sent = { ...parcel, date_sent_gmt: '2026-11-21T07:00:00' };
    await post({ ...created(), shipments: [sent, { ...parcel, id: 13, type: 'return' }, null] });
    await post({ ...created(), shipments: [{ ...sent, status: 'delivered' }] });
    const parcels = events().filter(({ name }) => name.startsWith('shipment.'));
    expect(parcels.map(({ name }) => name)).toEqual(['shipment.sent', 'shipment.delivered']);
    expect(parcels[0]).toMatchObject({
      at: Date.parse('2026-11-21T07:00:00Z'),
      data: { tracking_number: '0034' },
    });
    // The body says when it was sent; that it has arrived is known from the change.
    const { date_modified_gmt: changed } = created() as { date_modified_gmt: string };
    expect(parcels[1]?.at).toBe(Date.parse(`${changed}Z`));
  });
});
