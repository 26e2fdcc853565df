/** Carts, products and parcels of BigCommerce, and those that are gone. */
import { describe, expect, test } from 'vitest';
import type { TranslatedEvent } from '../../../platforms/platform.ts';
import { answeredBy, cartOf, noticeOf, productOf, shipmentOf } from '../../support/bigcommerce.ts';

const ASKED_AT = Date.parse('2026-11-20T18:03:00Z');
const CART = '7f0b6a1e-2c49-4b9a-9a53-90d1c0a7e6b2';

const events = (
  notice: Parameters<typeof answeredBy>[0],
  details: Parameters<typeof answeredBy>[1],
): readonly TranslatedEvent[] => {
  const translation = answeredBy(notice, details, ASKED_AT);
  if (translation.kind !== 'events') throw new Error(JSON.stringify(translation));
  return translation.events;
};

describe('a cart', () => {
  const notice = noticeOf('cart/abandoned', { type: 'cart', id: CART, token: '3b9d7c' });
  const only = (cart: object) => events(notice, { cart })[0];

  test('of somebody who typed an address is a checkout, with its page in the shop and its taxes', () => {
    expect(only(cartOf())).toMatchObject({
      name: 'checkout.updated',
      at: Date.parse('2026-11-20T17:55:40Z'),
      data: {
        checkout_id: CART,
        cart_id: CART,
        customer: { email: 'silke.harms@example.org', locale: 'de' },
        currency: 'EUR',
        total: '29',
        discount_codes: ['FEST10'],
        url: 'https://teekontor.example/cart.php',
        items: [
          {
            product_id: '191',
            variant_id: '362',
            variant_title: '500 g',
            quantity: 2,
            unit_price: '14.5',
            line_price: '29',
            image_url: 'https://cdn.example/tee.jpg',
          },
        ],
      },
    });
    expect(only(cartOf())?.evidence).toBeUndefined();
  });

  test('of nobody known is an anonymous cart, found again by its id', () => {
    const cart = only(cartOf({ email: '' }));
    expect(cart).toMatchObject({ name: 'cart.updated', data: { cart_id: CART } });
    expect(cart?.data).not.toHaveProperty('customer');
  });

  test('of somebody signed in is that account’s, by a hint', () => {
    expect(only(cartOf({ email: '', customer_id: 12 }))?.data.customer).toMatchObject({ customer_id: '12' });
  });

  test('counts once however many notices tell of one state, and anew once it has changed', () => {
    const updated = noticeOf('cart/lineItem/updated', { type: 'cart_line_item', id: 'l-1', cartId: CART });
    const idOf = (one: object, cart: object) => events(one as never, { cart })[0]?.id;
    expect(idOf(updated, cartOf())).toBe(idOf(notice, cartOf()));
    expect(idOf(notice, cartOf({ updated_time: '2026-11-20T17:58:00+00:00' }))).not.toBe(
      idOf(notice, cartOf()),
    );
  });

  test('without its list of lines is kept aside, because it would seem to be emptied', () => {
    expect(answeredBy(notice, { cart: cartOf({ line_items: null }) }, ASKED_AT)).toMatchObject({
      kind: 'not-understood',
      reason: expect.stringContaining('cart.line_items'),
    });
  });

  test('that is gone is empty from then on', () => {
    expect(events(notice, undefined)).toMatchObject([
      { name: 'checkout.updated', at: ASKED_AT, data: { checkout_id: CART, cart_id: CART, items: [] } },
    ]);
  });
});

describe('a product', () => {
  const notice = noticeOf('product/inventory/updated', {
    id: 191,
    inventory: { product_id: 191, value: -1 },
  });
  const only = (product: object) =>
    events(notice, {
      product,
      categories: [{ name: 'Tee' }],
      store: { secure_url: 'https://teekontor.example', currency: 'EUR' },
    })[0];

  test('has its page, its price and the stock of each variant, as of now', () => {
    expect(only(productOf())).toMatchObject({
      name: 'product.updated',
      at: ASKED_AT,
      data: {
        product_id: '191',
        title: 'Ostfriesentee',
        url: 'https://teekontor.example/tee/ostfriesentee/',
        image_url: 'https://cdn.example/tee.jpg',
        price: '14.5',
        currency: 'EUR',
        categories: ['Tee'],
        complete: true,
        variants: [
          { variant_id: '362', title: '500 g', price: '14.5', stock: 7 },
          { variant_id: '363', title: '250 g', price: '8', stock: 0 },
        ],
      },
    });
  });

  test.each([
    [{ inventory_tracking: 'none' }, { uncounted: true }],
    [{ inventory_tracking: 'product', inventory_level: 3 }, { stock: 3 }],
    [{ is_visible: false, inventory_tracking: 'none' }, { stock: 0 }],
    [{ availability: 'disabled' }, { stock: 0 }],
  ])('with %j has %j', (change, stock) => {
    expect(only(productOf(change))?.data.variants).toMatchObject([stock, stock]);
  });

  test('without the shop’s currency has no price, and a hidden price is nobody’s to tell', () => {
    expect(events(notice, { product: productOf() })[0]?.data).not.toHaveProperty('price');
    const hidden = only(productOf({ is_price_hidden: true }))?.data;
    expect(hidden).not.toHaveProperty('price');
    expect(JSON.stringify(hidden?.variants)).not.toContain('price');
  });

  test('that is gone can be bought no more', () => {
    expect(events(notice, undefined)[0]?.data).toMatchObject({ product_id: '191', deleted: true });
  });
});

describe('a parcel', () => {
  const notice = noticeOf('shipment/created', { type: 'shipment', id: 12, orderId: 3207 });

  test('is sent once, by whom, and where it can be followed', () => {
    expect(events(notice, { shipment: shipmentOf() })).toMatchObject([
      {
        id: 'shipment.sent:3207:12',
        name: 'shipment.sent',
        at: Date.parse('2026-11-21T08:30:00Z'),
        data: {
          order_id: '3207',
          shipment_id: '12',
          tracking_number: '00340434161094',
          tracking_url: 'https://tracking.example/00340434161094',
          carrier: 'DHL',
          customer: { email: 'silke.harms@example.org' },
        },
      },
    ]);
    const changed = events(notice, { shipment: shipmentOf({ tracking_number: '' }) })[0];
    expect(changed?.id).toBe('shipment.sent:3207:12');
  });
});

test('an answer to a notice that asks for nothing is kept aside', () => {
  const notice = noticeOf('category/updated', { type: 'category', id: 23 });
  expect(answeredBy(notice, {}, ASKED_AT)).toMatchObject({ kind: 'not-understood' });
});
