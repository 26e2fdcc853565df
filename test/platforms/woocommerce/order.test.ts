/** Orders of WooCommerce, from the signed request to the inputs in the queue. */
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
import { fromWoocommerce, recorded, recordedJson } from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

const created = () => recordedJson('woocommerce/order.created');
const post = (body: object | string, topic = 'order.updated') => door(fromWoocommerce(topic, body));
const UNPAID = { date_paid: null, date_paid_gmt: null, transaction_id: '' };
const PENDING = { ...UNPAID, status: 'pending', needs_payment: true };

/** The events that reached the queue, by name. */
const events = () => world.sent.flatMap((input) => (input.kind === 'event' ? [input.event] : []));
const names = () => events().map(({ name }) => name);

describe('an order from WooCommerce', () => {
  test('that was paid is placed and paid, each at its own time, by whoever typed that address', async () => {
    expect(
      await door(fromWoocommerce('order.created', recorded('woocommerce/order.created').body)),
    ).toMatchObject({
      statusCode: 200,
    });
    expect(events()).toMatchObject([
      { name: 'order.placed', at: Date.parse('2026-11-20T18:00:05Z') },
      { name: 'order.paid', at: Date.parse('2026-11-20T18:00:09Z') },
    ]);
    const [input] = world.sent;
    expect(input?.profileId).toBe(profileIdOf(IDENTITY_KEY, 'email', 'fenna.brons@example.org'));
    expect(events()[0]?.data).toEqual({
      order_id: '5301',
      order_number: '5301',
      checkout_id: '5301',
      shop_status: 'processing',
      currency: 'EUR',
      total: '28.90',
      customer: {
        email: 'fenna.brons@example.org',
        phone: '+491713920055',
        first_name: 'Fenna',
        last_name: 'Brons',
        country: 'DE',
      },
      items: [
        {
          product_id: '210',
          variant_id: '214',
          title: 'Heidehonig',
          variant_title: '500 g',
          options: [{ name: 'Größe', value: '500 g' }],
          sku: 'HEI-500',
          quantity: 2,
          unit_price: '12.00',
          line_price: '24.00',
          image_url: 'https://moorhof.example/wp-content/uploads/honig.jpg',
        },
      ],
    });
  });

  test('that is edited while it waits for its parcel tells what it became, once, before its refunds', async () => {
    await post(created(), 'order.created');
    const edited = {
      ...created(),
      total: '45.00',
      refunds: [{ id: 5302, reason: '', total: '-5.00' }],
      date_modified: '2026-11-20T19:30:00',
      date_modified_gmt: '2026-11-20T18:30:00',
    };
    await post(edited);
    await post(edited);
    const told = events().filter(({ name }) => name === 'order.updated');
    expect(told[0]).toMatchObject({
      at: Date.parse('2026-11-20T18:30:00Z'),
      data: { order_id: '5301', total: '45.00', currency: 'EUR' },
    });
    expect(new Set(told.map(({ id }) => id)).size).toBe(1);
    expect(events().find(({ name }) => name === 'order.refunded')?.data['amount']).toBe('5.00');
  });

  test('names what its variations were chosen by, and nothing else that plugins write there', async () => {
    const [line] = created()['line_items'] as object[];
    const meta_data = [
      { key: 'pa_groesse', value: 'm', display_key: 'Größe', display_value: 'M' },
      { key: '_reduced_stock', value: 1, display_key: '_reduced_stock', display_value: { odd: true } },
    ];
    await post({ ...created(), line_items: [{ ...line, meta_data }] });
    expect(events()[0]?.data).toMatchObject({ items: [{ options: [{ name: 'Größe', value: 'M' }] }] });
  });

  test('states no identity but the typed one; an account is a hint, a phone is nobody’s', async () => {
    await post({ ...created(), customer_id: 881 });
    expect(events()[0]?.identities.map(({ kind, value, by }) => [kind, value, by])).toEqual([
      ['email', 'fenna.brons@example.org', undefined],
      ['customer', 'woocommerce:881', undefined],
      ['anonymous', 'checkout:5301', undefined],
    ]);
  });

  test('is by whoever it is billed to, wherever it is sent', async () => {
    const { billing } = created() as { billing: object };
    const shipping = { ...billing, first_name: 'Momme', last_name: 'Petersen', country: 'AT' };
    await post({ ...created(), shipping });
    expect(events()[0]?.data.customer).toMatchObject({
      first_name: 'Fenna',
      last_name: 'Brons',
      country: 'DE',
    });
    const { first_name: _first, last_name: _last, ...nameless } = billing as Record<string, unknown>;
    await post({ ...created(), id: 7, billing: nameless, shipping });
    expect(events().at(-1)?.data.customer).toMatchObject({ first_name: 'Momme', last_name: 'Petersen' });
  });

  test('carries no consent, whatever plug-ins note in it', async () => {
    await post(created());
    expect(JSON.stringify(world.sent)).not.toMatch(/optin|consent/);
  });

  test.each([
    ['on-hold', UNPAID, ['order.placed']],
    ['processing', UNPAID, ['order.placed']],
    ['processing', {}, ['order.placed', 'order.paid']],
    ['completed', {}, ['order.placed', 'order.paid', 'order.updated']],
    ['wc-verpackt', {}, ['order.placed', 'order.paid', 'order.updated']],
    ['pending', UNPAID, ['checkout.updated']],
    ['pending', {}, ['order.placed', 'order.paid']],
    ['failed', UNPAID, ['order.cancelled', 'checkout.updated']],
    ['failed', {}, ['order.cancelled']],
    ['cancelled', {}, ['order.cancelled']],
    ['cancelled', { ...UNPAID, payment_method: 'bacs' }, ['order.cancelled']],
    ['cancelled', UNPAID, ['order.cancelled', 'checkout.updated']],
    ['trash', {}, ['order.cancelled']],
    ['refunded', {}, ['order.updated', 'order.refunded']],
  ])('that is %s %j is %j', async (status, change, expected) => {
    expect(await post({ ...created(), ...change, status })).toMatchObject({ statusCode: 200 });
    expect(names()).toEqual(expected);
  });

  test.each([
    ['a draft of the block checkout', { ...UNPAID, status: 'checkout-draft' }],
    ['a bill that the shop has made', { ...PENDING, created_via: 'admin' }],
    ['a subscription that waits for its next payment', { ...PENDING, created_via: 'subscription' }],
    ['nobody known', { billing: { ...(created().billing as object), email: '', phone: '' }, shipping: [] }],
    ['a buyer who was erased', { billing: { email: 'deleted@site.invalid', first_name: '[deleted]' } }],
  ])('of %s is of no use, and is accepted', async (_, change) => {
    expect(await post({ ...created(), ...change })).toMatchObject({ statusCode: 200 });
    expect(world.sent).toEqual([]);
  });

  test('that waits for its payment is a checkout, with the link that leads back to it', async () => {
    await post({ ...created(), ...PENDING }, 'order.created');
    const { event } = onlyEvent(world);
    expect(event).toMatchObject({
      name: 'checkout.updated',
      at: Date.parse('2026-11-20T18:00:05Z'),
      data: {
        checkout_id: '5301',
        total: '28.90',
        url: 'https://moorhof.example/kasse/order-pay/5301/?pay_for_order=true&key=demo',
        items: [{ title: 'Heidehonig', quantity: 2 }],
      },
    });
    expect(event.data.completed).toBeUndefined();
  });

  test('that nobody paid and that was cancelled closes its checkout, and was never an order', async () => {
    await post({ ...created(), ...PENDING, status: 'cancelled' });
    expect(events()).toMatchObject([
      { name: 'order.cancelled', data: { unplaced: true } },
      { name: 'checkout.updated', data: { completed: true } },
    ]);
  });
});

describe('refunds from WooCommerce', () => {
  test('count each by its own number, and once in however many bodies', async () => {
    world.now = Date.parse('2026-11-26T08:00:00Z');
    const body = recordedJson('woocommerce/order.updated.awkward-refunded');
    await post(body);
    await post({ ...body, date_modified_gmt: '2026-11-25T07:11:00', customer_note: 'changed' });
    const refunds = events().filter(({ name }) => name === 'order.refunded');
    expect(refunds.slice(0, 2)).toMatchObject([
      {
        at: Date.parse('2026-11-24T07:11:00Z'),
        data: { refund_id: '5302', amount: '12.00', reason: 'Glas zerbrochen' },
      },
      { data: { refund_id: '5303', amount: '16.90' } },
    ]);
    expect(refunds.map(({ id }) => id)).toEqual([0, 1, 0, 1].map((index) => refunds[index]?.id));
    expect(new Set(refunds.map(({ id }) => id)).size).toBe(2);
  });

  test('of a part leave the rest of the order as it is', async () => {
    await post({ ...created(), status: 'completed', refunds: [{ id: 5302, reason: '', total: '-4.50' }] });
    expect(names()).toEqual(['order.placed', 'order.paid', 'order.updated', 'order.refunded']);
    expect(events().at(-1)?.data).toMatchObject({ refund_id: '5302', amount: '4.50', total: '28.90' });
  });

  test('of an order that cost nothing and is refunded are told all the same', async () => {
    await post({ ...created(), total: '0.00', status: 'refunded', refunds: [] });
    expect(names()).toEqual(['order.updated', 'order.refunded']);
  });

  test('that do not add up to an order that is refunded are followed by the rest of it', async () => {
    await post({ ...created(), status: 'refunded', refunds: [{ id: 5302, reason: '', total: '-4.50' }] });
    const last = events().at(-1);
    expect(last?.name).toBe('order.refunded');
    expect([last?.data.amount, last?.data.refund_id]).toEqual([undefined, undefined]);
  });

  test.each([[{}], ['12,00 €'], [null]])(
    'of %j are not told, because they would count as all of it, and an operator looks at them',
    async (total) => {
      const answer = await post({ ...created(), refunds: [{ id: 5302, total }] });
      expect(answer).toMatchObject({ statusCode: 202 });
      expect(names()).toEqual(['order.placed', 'order.paid']);
      expect(quarantined(world)).toHaveLength(1);
    },
  );
});
