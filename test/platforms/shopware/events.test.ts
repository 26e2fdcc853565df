/** Events of Shopware's apps, from the signed request to the input in the queue. */
import { beforeEach, describe, expect, test } from 'vitest';
import { profileIdOf } from '../../../core/identity/identity.ts';
import {
  type Doorway,
  freshWorld,
  IDENTITY_KEY,
  onlyEvent,
  openDoor,
  quarantined,
  type World,
} from '../../support/door.ts';
import { fromShopware, recordedJson } from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  world.now = Date.parse('2026-11-22T08:00:00Z');
  door = openDoor(world);
});

type Body = { data: { event: string; payload: Record<string, unknown> }; source: object; timestamp: number };

const NAMES = {
  placed: 'shopware/checkout.order.placed',
  shipped: 'shopware/state_enter.order_delivery.state.shipped',
  confirmed: 'shopware/newsletter.confirm',
  written: 'shopware/customer.written',
} as const;

const recordedBody = (name: keyof typeof NAMES): Body => ({
  ...(recordedJson(NAMES[name]) as Body),
  timestamp: Math.floor(world.now / 1_000),
});

const order = (change: object = {}): Record<string, unknown> => ({
  ...(recordedBody('placed').data.payload['order'] as object),
  ...change,
});

/** An event of its own, signed now. */
const post = (event: string, payload: unknown, source: object = { eventId: `id of ${event}` }) =>
  door(
    fromShopware({
      data: { event, payload },
      source: { url: 'https://deichkind.example', shopId: 'Kx81mZpQ0rTa', ...source },
      timestamp: Math.floor(world.now / 1_000),
    }),
  );
const state = (name: string, change: object = {}) => post(`state_enter.${name}`, { order: order(change) });
const events = () => world.sent.flatMap((input) => ('event' in input ? [input.event] : []));

describe('an order from Shopware', () => {
  test('is placed by whoever typed that address, with amounts as they are', async () => {
    expect(await door(fromShopware(recordedBody('placed')))).toMatchObject({ statusCode: 200 });
    const { event, profileId } = onlyEvent(world);
    expect(profileId).toBe(profileIdOf(IDENTITY_KEY, 'email', 'hauke.behrens@example.org'));
    expect(event).toMatchObject({ name: 'order.placed', at: Date.parse('2026-11-20T18:22:31.512Z') });
    expect(event.identities.every(({ by }) => by === undefined)).toBe(true);
    expect(event.data).toEqual({
      order_id: '16377d1b2cff9416d200d3075fd1dddf',
      order_number: '10087',
      customer: {
        email: 'hauke.behrens@example.org',
        first_name: 'Hauke',
        last_name: 'Behrens',
        customer_id: '8cb482d71c7ea4005b663cf7a00e1ac8',
      },
      currency: 'EUR',
      total: '94.8',
      items: [
        {
          product_id: 'ec6ef230f1828039ee794566b9c58adc',
          title: 'Friesennerz gelb',
          variant_title: 'M',
          options: [{ name: 'Größe', value: 'M' }],
          sku: 'FN-001',
          quantity: 1,
          unit_price: '89.9',
          line_price: '89.9',
        },
      ],
    });
  });

  test('names the product above a variant, and codes instead of promotions', async () => {
    const [line] = order()['lineItems'] as object[];
    const variant = { ...line, payload: { parentId: 'parent', options: [{ group: 'Größe', option: 'M' }] } };
    const promotion = { type: 'promotion', label: 'Herbst', payload: { code: 'HERBST' }, quantity: 1 };
    await post('checkout.order.placed', { order: order({ lineItems: [variant, promotion] }) });
    expect(onlyEvent(world).event.data).toMatchObject({
      items: [
        {
          product_id: 'parent',
          variant_id: 'ec6ef230f1828039ee794566b9c58adc',
          variant_title: 'M',
          options: [{ name: 'Größe', value: 'M' }],
        },
      ],
      discount_codes: ['HERBST'],
    });
  });

  test.each([
    ['order_transaction.state.paid', 'order.paid'],
    ['order_transaction.state.paid_partially', 'order.updated'],
    ['order_transaction.state.refunded', 'order.refunded'],
    ['order_transaction.state.refunded_partially', 'order.updated'],
    ['order.state.cancelled', 'order.cancelled'],
    ['order.state.completed', 'order.updated'],
  ])('that enters %s is %s', async (name, expected) => {
    await state(name);
    expect(onlyEvent(world).event).toMatchObject({ name: expected, at: world.now });
  });

  test('changed at the time that the shop states, and else when it was sent', async () => {
    await state('order.state.cancelled', { updatedAt: '2026-11-21T09:00:00.000+00:00' });
    expect(onlyEvent(world).event.at).toBe(Date.parse('2026-11-21T09:00:00Z'));
  });

  test.each(['cancelled', 'failed', 'reminded', 'chargeback'])(
    'whose payment is %s stands as it was',
    async (name) => {
      expect(await state(`order_transaction.state.${name}`)).toMatchObject({ statusCode: 200 });
      expect(world.sent).toEqual([]);
    },
  );

  test('that is only a draft in the administration is none', async () => {
    await post('checkout.order.placed', { order: order({ versionId: 'another' }) });
    expect([world.sent, quarantined(world)]).toEqual([[], []]);
  });

  test('of a guest without an address belongs to its customer’s number', async () => {
    await post('checkout.order.placed', {
      order: order({ orderCustomer: { email: null, customerId: 'g1' } }),
    });
    expect(onlyEvent(world).profileId).toBe(profileIdOf(IDENTITY_KEY, 'customer', 'shopware:g1'));
  });

  test('of 250 lines with emoji keeps them all', async () => {
    const [line] = order()['lineItems'] as object[];
    const lineItems = Array.from({ length: 250 }, (_, n) => ({ ...line, label: `🧥 ${n}` }));
    await post('checkout.order.placed', { order: order({ lineItems }) });
    expect(JSON.stringify(onlyEvent(world)).match(/🧥/g)).toHaveLength(250);
  });
});

describe('a parcel from Shopware', () => {
  test('is sent with its number', async () => {
    await door(fromShopware(recordedBody('shipped')));
    expect(onlyEvent(world).event).toMatchObject({
      name: 'shipment.sent',
      data: {
        order_id: '16377d1b2cff9416d200d3075fd1dddf',
        shipment_id: '586664d764795bec9bd258e8885d85e2',
        tracking_number: '00340434161094021777',
      },
    });
  });

  test('is one for each number, and of no delivery that waits', async () => {
    const deliveries = [
      { id: 'd1', trackingCodes: ['1', '2'], stateMachineState: { technicalName: 'shipped' } },
      { id: 'd2', trackingCodes: ['3'], stateMachineState: { technicalName: 'open' } },
    ];
    await state('order_delivery.state.shipped', { deliveries });
    expect(events().map(({ data }) => data.tracking_number)).toEqual(['1', '2']);
    expect(new Set(events().map(({ id }) => id)).size).toBe(2);
    expect(new Set(events().map(({ data }) => data.shipment_id)).size).toBe(2);
  });
});

describe('other bodies of Shopware', () => {
  test('a review waits until the shop has read it', async () => {
    const form = {
      points: 5,
      title: 'Gut',
      content: 'Hält dicht',
      name: 'Hauke',
      email: 'h@example.org',
      productId: 'p1',
    };
    await post('review_form.send', { reviewFormData: form, product: { id: 'p1' } });
    expect(events()[0]).toMatchObject({
      name: 'review.submitted',
      data: { product_id: 'p1', published: false },
    });
  });

  test.each([
    ['customer.written', recordedJson(NAMES.written)['data']],
    ['checkout.customer.login', { payload: { contextToken: 'secret' } }],
    ['app.deleted', { payload: { keepUserData: true } }],
    ['app.activated', { payload: [] }],
  ])('%s is accepted, and nothing of it is kept', async (event, data) => {
    expect(await post(event, (data as { payload: unknown }).payload)).toMatchObject({ statusCode: 200 });
    expect([world.sent, quarantined(world)]).toEqual([[], []]);
  });

  test.each([
    ['checkout.order.placed', [], 'no object'],
    ['checkout.order.placed', { order: { id: {} } }, 'order.id'],
    ['newsletter.confirm', {}, 'newsletterRecipient'],
  ])('%s with %j is kept whole', async (event, payload, reason) => {
    expect(await post(event, payload)).toMatchObject({ statusCode: 202 });
    expect(quarantined(world)[0]?.reason).toContain(reason);
  });

  test('that break off are kept whole', async () => {
    const text = JSON.stringify(recordedBody('placed'));
    expect(await door(fromShopware(text.slice(0, 800)))).toMatchObject({ statusCode: 202 });
  });

  test('have the same ids in every attempt, with an id of the shop’s or without', async () => {
    for (const source of [{ eventId: 'e1' }, { eventId: undefined }]) {
      world.sent.length = 0;
      await post('checkout.order.placed', { order: order() }, source);
      world.now += 60_000;
      await post('checkout.order.placed', { order: order() }, source);
      expect(new Set(world.sent.map(({ inputId }) => inputId)).size).toBe(1);
    }
  });
});
