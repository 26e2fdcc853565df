/** Orders of Shopify, from the signed request to the input in the queue. */
import { beforeEach, describe, expect, test } from 'vitest';
import { bodyOf, type Doorway, freshWorld, onlyEvent, openDoor, type World } from '../../support/door.ts';
import { fromShopify, recorded, recordedJson, shopifyFixture } from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

describe('an order from Shopify', () => {
  test.each([
    ['orders-create', 'order.placed', '2026-11-20T18:04:09+01:00'],
    ['orders-paid', 'order.paid', undefined],
    ['orders-cancelled', 'order.cancelled', '2026-11-20T19:30:00+01:00'],
  ])('%s becomes %s at its own time', async (file, name, at) => {
    expect(await door(shopifyFixture(file))).toMatchObject({ statusCode: 200 });
    const { event } = onlyEvent(world);
    expect(event).toMatchObject({
      name,
      data: {
        order_id: '6100000000352',
        order_number: '#1352',
        checkout_id: 'Z2NwLWV1cm9wZS0xOjAxSkRF',
        currency: 'EUR',
        total: '35.20',
      },
    });
    if (at) expect(event.at).toBe(Date.parse(at));
  });

  test('that is a test order stops its cart like any other, and is in no sum', async () => {
    const body = recorded('shopify/orders-create').body.toString('utf8');
    expect(
      await door(fromShopify('orders/create', body.replace('"test":false', '"test":true'))),
    ).toMatchObject({
      statusCode: 200,
    });
    const { data } = onlyEvent(world).event;
    expect(data).toMatchObject({ order_id: '6100000000352', checkout_id: 'Z2NwLWV1cm9wZS0xOjAxSkRF' });
    expect(data).not.toHaveProperty('total');
  });

  test('keeps every digit of an id beyond 2^53', async () => {
    const body = recorded('shopify/orders-create')
      .body.toString('utf8')
      .replace(/^\{"id":\d+/, '{"id":820982911946154508')
      .replace('"product_id":8101', '"product_id":9007199254740993');
    await door(fromShopify('orders/create', body));
    expect(onlyEvent(world).event.data).toMatchObject({
      order_id: '820982911946154508',
      items: [{ product_id: '9007199254740993' }, {}],
    });
  });

  test('of a guest without a customer object belongs to the address it names', async () => {
    await door(shopifyFixture('orders-create.awkward-guest-null-customer'));
    expect(onlyEvent(world).event.identities[0]?.kind).toBe('email');
  });

  test('with 250 lines and 277 KB is accepted whole', async () => {
    expect(await door(shopifyFixture('orders-create.awkward-250-lines-tax-included'))).toMatchObject({
      statusCode: 200,
    });
    expect(onlyEvent(world).event.data.items).toHaveLength(250);
  });

  test('counts in shop money and remembers what the buyer paid', async () => {
    await door(shopifyFixture('orders-create.awkward-multi-currency'));
    expect(onlyEvent(world).event.data).toMatchObject({
      currency: 'EUR',
      total: '109.00',
      presentment_currency: 'CHF',
      presentment_total: '103.55',
    });
  });

  test('keeps emoji, right-to-left names and what looks like HTML as text', async () => {
    await door(shopifyFixture('orders-create.awkward-zero-total-emoji-rtl'));
    expect(onlyEvent(world).event.data).toMatchObject({
      total: '0.00',
      customer: { first_name: '🌿 מִרְיָם', email: 'miriam+tee@xn--bcher-kva.example' },
      items: [
        { variant_title: 'größe “L” <b>&</b>' },
        ...new Array(Number((onlyEvent(world).event.data.items as unknown[]).length) - 1).fill({}),
      ],
    });
  });

  test('is as old as the checkout that made it, whenever it was processed', async () => {
    const order = { ...recordedJson('shopify/orders-create'), processed_at: '2026-11-20T20:00:00+01:00' };
    await door(fromShopify('orders/create', order));
    expect(onlyEvent(world).event.at).toBe(Date.parse('2026-11-20T18:04:09+01:00'));
  });

  test('that was given back in part or as a whole was paid before', async () => {
    for (const financial_status of ['partially_refunded', 'refunded', 'authorized'])
      await door(fromShopify('orders/updated', { ...recordedJson('shopify/orders-paid'), financial_status }));
    const names = world.sent.map((input) => input.kind === 'event' && input.event.name);
    expect(names).toEqual(['order.updated', 'order.paid', 'order.updated', 'order.paid', 'order.updated']);
  });

  test('names the cart that it was, so that this cart is no longer reminded of', async () => {
    await door(
      fromShopify('orders/create', { ...recordedJson('shopify/orders-create'), cart_token: 'hWN1' }),
    );
    expect(onlyEvent(world).event.data).toMatchObject({
      checkout_id: 'Z2NwLWV1cm9wZS0xOjAxSkRF',
      cart_id: 'hWN1',
    });
  });

  test('sold at the counter to nobody is no fault, and to an account it is an order', async () => {
    const order = {
      ...recordedJson('shopify/orders-create'),
      source_name: 'pos',
      email: '',
      contact_email: null,
      phone: null,
      customer: null,
      checkout_token: null,
      cart_token: null,
    };
    expect(bodyOf(await door(fromShopify('orders/create', order)))).toMatchObject({ status: 'ignored' });
    expect(world.sent).toEqual([]);
    await door(fromShopify('orders/create', { ...order, customer: { id: 7 } }));
    expect(onlyEvent(world).event).toMatchObject({
      name: 'order.placed',
      data: { customer: { customer_id: '7' } },
    });
  });
});
