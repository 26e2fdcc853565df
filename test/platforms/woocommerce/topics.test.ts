/** Everything of WooCommerce but orders and products: signature, ping, customers, old and broken bodies. */
import { beforeEach, describe, expect, test } from 'vitest';
import {
  type Doorway,
  freshWorld,
  onlyEvent,
  openDoor,
  quarantined,
  type World,
} from '../../support/door.ts';
import {
  fromWoocommerce,
  recorded,
  recordedJson,
  request,
  shopifySignature,
} from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

const order = () => recordedJson('woocommerce/order.created');

describe('the signature of WooCommerce', () => {
  test.each([
    ['a&lt;b&gt;&amp;&quot;&#039;', `a<b>&"'`],
    ['a&amp;amp;b', 'a&amp;b'],
    ['a&uuml;b', 'a&uuml;b'],
    ['plain', 'plain'],
  ])('by the secret %j is made with %j', async (entered, key) => {
    world.secrets['webhooks'] = JSON.stringify({ woocommerce: entered });
    const { body } = recorded('woocommerce/order.created');
    const signed = { 'x-wc-webhook-signature': shopifySignature(body, key) };
    expect(await door(fromWoocommerce('order.created', body, signed))).toMatchObject({ statusCode: 200 });
  });

  test('by an empty secret is refused, although WooCommerce signs with one', async () => {
    const { body } = recorded('woocommerce/order.created');
    const signed = { 'x-wc-webhook-signature': shopifySignature(body, '') };
    world.secrets['webhooks'] = JSON.stringify({ woocommerce: [' ', 'right'] });
    expect(await door(fromWoocommerce('order.created', body, signed))).toMatchObject({ statusCode: 401 });
  });

  test('covers no header: a shop that is not listed is refused, however its address is listed', async () => {
    const { body } = recorded('woocommerce/order.created');
    const listed = openDoor(world, { woocommerce: ['https://Moorhof.example/'] });
    expect(await listed(fromWoocommerce('order.created', body))).toMatchObject({ statusCode: 200 });
    const other = { 'x-wc-webhook-source': 'https://other.example/' };
    expect(await listed(fromWoocommerce('order.created', body, other))).toMatchObject({ statusCode: 403 });
  });
});

describe('the ping of WooCommerce', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const ping = (body: string, headers: Record<string, string> = form) =>
    door(request('woocommerce', Buffer.from(body), headers));

  test('is answered with 200 and leaves nothing behind', async () => {
    expect(await ping('webhook_id=45')).toMatchObject({ statusCode: 200 });
    expect([world.sent, quarantined(world)]).toEqual([[], []]);
  });

  test.each([
    ['webhook_id=45&order=1', form],
    ['webhook_id=', form],
    [`webhook_id=${'1'.repeat(40)}`, form],
    ['webhook_id=45', { 'content-type': 'application/json' }],
    ['webhook_id=45', { ...form, 'x-wc-webhook-topic': 'order.updated' }],
    ['{"id":1}', form],
  ])('is nothing else: %j with %j needs a signature', async (body, headers) => {
    expect(await ping(body, headers)).toMatchObject({ statusCode: 401 });
  });

  test('is none of another platform', async () => {
    expect(await door(request('shopify', Buffer.from('webhook_id=45'), form))).toMatchObject({
      statusCode: 401,
    });
  });
});

describe('a customer of WooCommerce', () => {
  test('is an account, whose address is proven', async () => {
    await door(fromWoocommerce('customer.created', recorded('woocommerce/customer.created').body));
    const { event } = onlyEvent(world);
    expect(event).toMatchObject({ name: 'customer.created', at: Date.parse('2026-11-20T18:20:00Z') });
    expect(event.data).toEqual({ customer: { customer_id: '881', email: 'wiard.tammen@example.net' } });
    expect(event.identities.map(({ kind, by }) => [kind, by])).toEqual([
      ['email', 'account'],
      ['customer', 'account'],
    ]);
  });

  test('who was changed long after they came is not new, and empty texts clear nothing', async () => {
    const changed = {
      ...recordedJson('woocommerce/customer.created'),
      date_modified_gmt: '2026-12-01T09:00:00',
    };
    world.now = Date.parse('2026-12-01T09:00:10Z');
    await door(fromWoocommerce('customer.created', { ...changed, first_name: 'Wiard &amp; Söhne' }));
    expect(onlyEvent(world).event).toMatchObject({
      name: 'customer.updated',
      data: { customer: { first_name: 'Wiard & Söhne' } },
    });
    expect(onlyEvent(world).event.data.customer).not.toHaveProperty('last_name');
  });
});

describe('other bodies of WooCommerce', () => {
  const REST_ERROR = { code: 'woocommerce_rest_cannot_view', message: 'Sorry', data: { status: 401 } };

  test.each([
    ['action.woocommerce_add_to_cart', recordedJson('woocommerce/action.woocommerce_add_to_cart')],
    ['coupon.created', { id: 1, code: 'tee' }],
    ['order.deleted', { id: 5301 }],
    ['customer.deleted', { id: 881 }],
    ['subscription.updated', { ...order(), billing_period: 'month' }],
  ])('under %s are accepted and of no use', async (topic, body) => {
    expect(await door(fromWoocommerce(topic, body))).toMatchObject({ statusCode: 200 });
    expect([world.sent, quarantined(world)]).toEqual([[], []]);
  });

  test.each([
    ['order.updated', REST_ERROR, 'make it anew'],
    ['order.updated', { id: 5301 }, 'body is'],
    ['order.updated', { id: 1, permalink: 'https://moorhof.example/p' }, 'a product'],
    ['product.updated', order(), 'an order'],
    ['customer.updated', order(), 'an order'],
    ['order.deleted', { id: 1, permalink: 'https://moorhof.example/p' }, 'a product'],
    ['order.updated', [order()], 'no JSON object'],
    ['order.updated', { ...order(), line_items: 'none' }, 'line_items'],
    ['order.updated', { ...order(), id: {} }, 'id'],
    ['order.updated', { ...order(), status: 7 }, 'status'],
  ])('under %s that are not of their kind are kept whole', async (topic, body, reason) => {
    expect(await door(fromWoocommerce(topic, body))).toMatchObject({ statusCode: 202 });
    expect(quarantined(world)[0]?.reason).toContain(reason);
    expect(world.sent).toEqual([]);
  });

  test('that break off, or come without a topic, are kept whole', async () => {
    const text = JSON.stringify(order());
    expect(await door(fromWoocommerce('order.updated', text.slice(0, 900)))).toMatchObject({
      statusCode: 202,
    });
    expect(await door(fromWoocommerce('', order()))).toMatchObject({ statusCode: 202 });
  });

  test('of the legacy API mean the same', async () => {
    const legacy = {
      order: {
        id: 5301,
        order_number: '5301',
        created_at: '2026-11-20T18:00:05Z',
        updated_at: '2026-11-20T18:00:09Z',
        status: 'processing',
        currency: 'EUR',
        total: '28.90',
        payment_details: { method_id: 'paypal', paid: true },
        billing_address: { first_name: 'Fenna', email: 'fenna.brons@example.org', country: 'DE' },
        customer_id: 0,
        line_items: [{ name: 'Heidehonig', product_id: 210, quantity: 2, total: '20.17', total_tax: '3.83' }],
        coupon_lines: [{ code: 'HONIG' }],
      },
    };
    await door(fromWoocommerce('order.created', legacy));
    expect(world.sent).toMatchObject([
      {
        event: {
          name: 'order.placed',
          at: Date.parse('2026-11-20T18:00:05Z'),
          data: {
            order_id: '5301',
            discount_codes: ['HONIG'],
            customer: { email: 'fenna.brons@example.org', first_name: 'Fenna' },
            items: [{ title: 'Heidehonig', unit_price: '12.00' }],
          },
        },
      },
      { event: { name: 'order.paid' } },
    ]);
  });

  test('of version 1, without times in UTC, are ordered by the shop’s own', async () => {
    const { date_created_gmt: _a, date_modified_gmt: _b, date_paid_gmt: _c, ...body } = order();
    await door(fromWoocommerce('order.created', body));
    expect(world.sent).toMatchObject([{ event: { at: Date.parse('2026-11-20T19:00:05Z') } }, {}]);
  });

  test('with 250 lines and emoji count all their lines', async () => {
    const [line] = order().line_items as object[];
    const lines = Array.from({ length: 250 }, (_, id) => ({
      ...line,
      id,
      name: `🍯 ${id}`,
      parent_name: null,
    }));
    await door(fromWoocommerce('order.created', { ...order(), line_items: lines }));
    const [input] = world.sent;
    expect(JSON.stringify(input).match(/unit_price/g)).toHaveLength(250);
    expect(JSON.stringify(input)).toContain('🍯 0');
  });
});
