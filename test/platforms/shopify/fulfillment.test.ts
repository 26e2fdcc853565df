/** Parcels of Shopify: one parcel is sent once and delivered once, whichever topic tells of it. */
import { beforeEach, describe, expect, test } from 'vitest';
import { bodyOf, type Doorway, freshWorld, onlyEvent, openDoor, type World } from '../../support/door.ts';
import { fromShopify, recordedJson, shopifyFixture } from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  world.now = Date.parse('2026-12-01T08:00:00Z');
  door = openDoor(world);
});

const PARCEL = recordedJson('shopify/fulfillments-create');
const event = (change: object) => ({
  id: 44001,
  admin_graphql_api_id: 'gid://shopify/FulfillmentEvent/44001',
  fulfillment_id: 5500001,
  order_id: 6100000000352,
  shop_id: 64009614,
  status: 'in_transit',
  message: null,
  happened_at: '2026-11-24T10:00:00+01:00',
  created_at: '2026-11-24T12:00:00+01:00',
  updated_at: '2026-11-24T12:00:00+01:00',
  estimated_delivery_at: null,
  city: null,
  country: 'DE',
  ...change,
});
const told = () =>
  world.sent.map((input) => {
    if (input.kind !== 'event') throw new Error(`expected an event, got ${input.kind}`);
    return input.event;
  });

/** The parcel goes by its order at Shopify; the id alone is how older versions knew it. */
const BY_ORDER = [{ value: 'order:shopify/6100000000352' }, { value: 'order:6100000000352', formerly: true }];

describe('a parcel from Shopify', () => {
  test('is sent with the number and the page by which it is followed', async () => {
    expect(await door(shopifyFixture('fulfillments-create'))).toMatchObject({ statusCode: 200 });
    expect(onlyEvent(world).event).toMatchObject({
      name: 'shipment.sent',
      at: Date.parse('2026-11-23T09:12:00+01:00'),
      data: {
        order_id: '6100000000352',
        order_number: '#1352',
        shipment_id: '5500001',
        tracking_number: '00340434161094021501',
        tracking_url: 'https://tracking.example/00340434161094021501',
        carrier: 'DHL',
        customer: { email: 'jette.ahlers@example.org' },
      },
    });
  });

  test('in several pieces is followed by the first number and page of the lists', async () => {
    await door(
      fromShopify('fulfillments/create', {
        ...PARCEL,
        ...{ tracking_number: null, tracking_numbers: ['JJD-1', 'JJD-2'] },
        ...{ tracking_url: '', tracking_urls: ['https://tracking.example/1', 'https://tracking.example/2'] },
      }),
    );
    expect(onlyEvent(world).event.data).toMatchObject({
      tracking_number: 'JJD-1',
      tracking_url: 'https://tracking.example/1',
    });
  });

  test('is delivered once, whichever topic tells of it, and by an event when it happened', async () => {
    await door(shopifyFixture('fulfillments-update'));
    await door(
      fromShopify(
        'fulfillment_events/create',
        event({ status: 'delivered', happened_at: '2026-11-25T11:00:00Z' }),
      ),
    );
    const [own, scan] = told();
    expect([own?.name, scan?.name]).toEqual(['shipment.delivered', 'shipment.delivered']);
    expect(scan?.id).toBe(own?.id);
    expect(scan?.at).toBe(Date.parse('2026-11-25T11:00:00Z'));
    expect(scan?.identities).toMatchObject(BY_ORDER);
  });

  test('without an address, as where the app may not see it, is found by its order', async () => {
    const { email: _, destination: _where, ...parcel } = PARCEL;
    await door(fromShopify('fulfillments/create', parcel));
    expect(onlyEvent(world).event.identities).toMatchObject(BY_ORDER);
  });

  test('of two of one order is one of its own', async () => {
    await door(shopifyFixture('fulfillments-create'));
    await door(
      fromShopify('fulfillments/create', {
        ...PARCEL,
        id: 5500002,
        name: '#1352.2',
        admin_graphql_api_id: undefined,
      }),
    );
    expect(new Set(told().map(({ id }) => id)).size).toBe(2);
  });

  test.each([
    ['in_transit', 'shipment.sent'],
    ['out_for_delivery', 'shipment.sent'],
    ['attempted_delivery', 'shipment.delayed'],
    ['delayed', 'shipment.delayed'],
    ['delivered', 'shipment.delivered'],
    ['DELIVERED', 'shipment.delivered'],
  ])('that is %s becomes %s, told by either topic', async (status, name) => {
    await door(fromShopify('fulfillment_events/create', event({ status })));
    await door(
      fromShopify('fulfillments/update', {
        ...PARCEL,
        shipment_status: status,
        updated_at: '2026-11-24T15:00:00Z',
      }),
    );
    expect(told().map((one) => one.name)).toEqual([name, name]);
    expect(new Set(told().map(({ id }) => id)).size).toBe(1);
  });

  test.each([
    ['fulfillments/update', { ...PARCEL, status: 'cancelled' }],
    ['fulfillments/update', { ...PARCEL, status: 'cancelled', shipment_status: 'delivered' }],
    ['fulfillments/create', { ...PARCEL, status: 'pending' }],
    ['fulfillments/update', { ...PARCEL, shipment_status: 'failure' }],
    ['fulfillment_events/create', event({ status: 'label_printed' })],
    ['fulfillment_events/create', event({ status: 'failure' })],
    ['fulfillment_events/create', event({ status: 'constructor' })],
  ])('says nothing to anybody: %s', async (topic, body) => {
    expect(bodyOf(await door(fromShopify(topic, body)))).toMatchObject({ status: 'ignored' });
    expect(world.sent).toEqual([]);
  });

  test('whose label was printed after the shop had sent it was sent', async () => {
    await door(fromShopify('fulfillments/update', { ...PARCEL, shipment_status: 'label_printed' }));
    expect(onlyEvent(world).event.name).toBe('shipment.sent');
  });

  test('says when it is expected', async () => {
    const body = event({ status: 'delayed', estimated_delivery_at: '2026-11-27T10:00:00Z' });
    await door(fromShopify('fulfillment_events/create', body));
    expect(onlyEvent(world).event.data).toMatchObject({ expected_at: '2026-11-27T10:00:00Z' });
  });

  test.each([
    ['refunds/create', PARCEL],
    ['orders/updated', PARCEL],
    ['fulfillments/create', recordedJson('shopify/refunds-create')],
    ['fulfillments/create', event({})],
    ['fulfillment_events/create', PARCEL],
    ['fulfillments/update', recordedJson('shopify/orders-create')],
  ])('is kept aside where the body belongs to another topic than %s', async (topic, body) => {
    expect(await door(fromShopify(topic, body))).toMatchObject({ statusCode: 202 });
    expect(world.sent).toEqual([]);
  });
});

describe('what the shop says of an account', () => {
  test.each(['customers/enable', 'customers/disable'])(
    'under %s is a record like any other',
    async (topic) => {
      await door(fromShopify(topic, recordedJson('shopify/customers-create')));
      await door(fromShopify('customers/update', recordedJson('shopify/customers-create')));
      expect(told().map(({ name }) => name)).toEqual(['customer.updated', 'customer.updated']);
      expect(new Set(told().map(({ id }) => id)).size).toBe(1);
    },
  );

  test('as new tags are tags of its customer', async () => {
    const body = {
      customerId: 'gid://shopify/Customer/7401',
      tags: ['vip', 'b2b'],
      occurredAt: '2026-11-20T10:00:00Z',
    };
    await door(fromShopify('customer.tags_added', body));
    expect(onlyEvent(world).event).toMatchObject({
      name: 'customer.updated',
      at: Date.parse('2026-11-20T10:00:00Z'),
      data: { customer: { customer_id: '7401', tags: ['vip', 'b2b'] } },
      identities: [{ kind: 'customer', value: 'shopify:7401', by: 'account' }],
    });
  });

  test('of somebody else’s kind is kept aside', async () => {
    const body = {
      customerId: 'gid://shopify/Company/7401',
      tags: ['vip'],
      occurredAt: '2026-11-20T10:00:00Z',
    };
    expect(await door(fromShopify('customer.tags_added', body))).toMatchObject({ statusCode: 202 });
  });
});

test.each([
  'carts/create',
  'carts/update',
  'checkouts/delete',
  'customers/delete',
  'customer.tags_removed',
  'customers/purchasing_summary',
  'customers_marketing_consent/update',
  'app/uninstalled',
  'inventory_levels/update',
  'order_transactions/create',
])('%s is answered 2xx with a reason of its own, and left alone', async (topic) => {
  const answer = bodyOf(await door(fromShopify(topic, { id: 1 })));
  expect(answer).toMatchObject({ status: 'ignored' });
  expect(JSON.stringify(answer)).not.toContain('this topic is not used');
  expect([world.sent, world.objects.size]).toEqual([[], 0]);
});
