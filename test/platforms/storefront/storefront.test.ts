/** What browsers tell, and how little of it is taken: products and carts, never people, orders or consents. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import { readBrowserBody } from '../../../platforms/storefront/storefront.ts';

const NOW = Date.UTC(2026, 10, 20, 18);
const HERE = { now: NOW, hosts: ['nordlicht-tee.example'], pictureHosts: ['cdn.example'] };
const FIXTURES = new URL('../../fixtures/webhooks/storefront/', import.meta.url);
const fixture = (name: string): string => readFileSync(new URL(name, FIXTURES), 'utf8');

const read = (body: unknown) => {
  const answer = readBrowserBody(typeof body === 'string' ? body : JSON.stringify(body), HERE);
  return answer.ok ? answer.told : [{ kind: 'unreadable', reason: answer.problem }];
};
const pixel = (name: string, data: unknown, more: object = {}) => ({
  id: 'sh-1',
  clientId: 'browser-1',
  name,
  timestamp: '2026-11-20T17:00:00Z',
  type: 'standard',
  context: { document: { location: { href: 'https://nordlicht-tee.example/p?x=1' } } },
  data,
  ...more,
});
const variant = {
  id: 'gid://shopify/ProductVariant/44101',
  image: { src: '//nordlicht-tee.example/o.jpg' },
  price: { amount: 12.9, currencyCode: 'EUR' },
  product: { id: 'gid://shopify/Product/8101', title: 'Ostfriesenmischung', type: 'Tee', url: '/products/o' },
  title: '250 g',
};
const view = (product: object, more: object = {}) => ({
  client_id: 'browser-1',
  type: 'product.viewed',
  data: { product: { product_id: '8101', ...product } },
  ...more,
});

describe('a web pixel', () => {
  it('tells of a look at a product', () => {
    expect(read(fixture('product_viewed.json'))).toEqual([
      {
        kind: 'event',
        id: 'sh-2b7e1c90-0001-4A11-B2C3-000000000001',
        clientId: '9f2d61a4-73f5-4d0c-8a0a-5b1e2f3a4c01',
        name: 'product.viewed',
        at: Date.parse('2026-11-20T16:55:08.201Z'),
        data: {
          product: {
            product_id: '8101',
            variant_id: '44101',
            title: 'Ostfriesenmischung Blatt',
            variant_title: '250 g',
            url: 'https://nordlicht-tee.example/products/ostfriesenmischung',
            image_url: 'https://cdn.example/ofm.jpg',
            price: '12.9',
            currency: 'EUR',
            categories: ['Tee'],
          },
        },
      },
    ]);
  });

  it('tells of a line that was added to the cart, under a cart of its own', () => {
    const [told] = read(fixture('product_added_to_cart.json'));
    expect(told).toMatchObject({
      name: 'cart.updated',
      data: {
        cart_id: expect.stringMatching(/^browser-[0-9a-v]{25}$/),
        currency: 'EUR',
        total: '25.80',
        items: [{ product_id: '8101', variant_id: '44101', sku: 'OFM-250', quantity: 2, unit_price: '12.9' }],
      },
    });
  });

  it('tells of the whole cart, of a checkout and that nothing is left after it', () => {
    const lines = [{ merchandise: variant, quantity: 3, cost: {} }];
    const cost = { totalAmount: { amount: 38.7, currencyCode: 'EUR' } };
    const [cart] = read(pixel('cart_viewed', { cart: { cost, lines } }));
    const [checkout] = read(
      pixel('checkout_started', {
        checkout: {
          email: 'somebody@example.org',
          token: 'of-somebody',
          lineItems: [{ variant, quantity: 3 }],
          subtotalPrice: cost.totalAmount,
        },
      }),
    );
    for (const told of [cart, checkout])
      expect(told).toMatchObject({
        data: { total: '38.7', currency: 'EUR', items: [{ product_id: '8101', quantity: 3 }] },
      });
    expect(JSON.stringify(checkout)).not.toMatch(/somebody/);
    const [done] = read(
      pixel('checkout_completed', { checkout: { order: { id: '1' }, email: 'a@example.org' } }),
    );
    expect(done).toMatchObject({ name: 'cart.updated', data: { items: [] } });
  });

  it.each(['page_viewed', 'collection_viewed', 'product_removed_from_cart', 'constructor', '__proto__'])(
    'may send %s, which is of no use here',
    (name) => {
      expect(read(pixel(name, {}))).toMatchObject([{ kind: 'ignored' }]);
    },
  );

  it.each([
    ['no data', null],
    ['no product', { productVariant: null }],
    [
      'a product without an id',
      { productVariant: { ...variant, product: { ...variant.product, id: null } } },
    ],
  ])('may know nothing: %s', (_, data) => {
    expect(read(pixel('product_viewed', data))).toMatchObject([{ kind: 'ignored' }]);
  });

  it('of a robot tells nothing', () => {
    const context = { navigator: { userAgent: 'Mozilla/5.0 (compatible; Googlebot/2.1)' } };
    expect(read(pixel('product_viewed', { productVariant: variant }, { context }))).toMatchObject([
      { kind: 'ignored' },
    ]);
  });
});

describe('our own format', () => {
  it('takes one event, several with one browser, and a list with pixels among them', () => {
    const { client_id, ...anonymous } = view({});
    for (const body of [
      view({}),
      { client_id, events: [anonymous] },
      [view({})],
      [pixel('product_viewed', { productVariant: variant })],
    ])
      expect(read(body)).toMatchObject([{ kind: 'event', clientId: 'browser-1', name: 'product.viewed' }]);
  });

  it('dates an event by its age, whatever the clock of the browser says', () => {
    expect(read(view({}, { age: 90_000 }))).toMatchObject([{ at: NOW - 90_000 }]);
    expect(read(view({}, { age: 1e15 }))).toMatchObject([{ at: NOW - 86_400_000 }]);
    expect(read(view({}, { timestamp: '2026-11-20T17:00:00Z' }))).toMatchObject([{ at: NOW - 3_600_000 }]);
    expect(read(view({}))).toMatchObject([{ at: NOW }]);
  });

  it('brings nobody along: neither customer nor cart nor checkout of somebody else', () => {
    const customer = { email: 'fenna@example.org', customer_id: '7401', phone: '+491713920011' };
    const claims = { customer, contact: customer, client_id: 'other', checkout_id: 'c-1', cart_id: 'k-1' };
    const [viewed] = read(view({ customer }, { data: { ...claims, product: { product_id: '8101' } } }));
    const [cart] = read({ client_id: 'b', type: 'cart.updated', data: { ...claims, items: [] } });
    expect(viewed).toMatchObject({ data: { product: { product_id: '8101' } } });
    expect(JSON.stringify([viewed, cart])).not.toMatch(/fenna|7401|392|other|c-1|k-1/);
  });

  it.each([
    'order.placed',
    'order.cancelled',
    'consent.given',
    'consent.withdrawn',
    'customer.updated',
    'customer.erased',
    'checkout.updated',
    'product.updated',
    'stock.changed',
    'review.submitted',
    'message.clicked',
    '@browser.recognised',
    'acme.ping',
  ])('refuses %s', (type) => {
    const order = { order_id: 'V-1', customer: { email: 'fenna@example.org' } };
    expect(read({ client_id: 'b', type, data: order })).toMatchObject([
      { kind: 'refused', reason: expect.stringContaining('/webhooks') },
    ]);
  });

  it('identifies by a token alone', () => {
    expect(read({ client_id: 'b', type: 'identify', token: 't.o.k' })).toEqual([
      { kind: 'identify', clientId: 'b', token: 't.o.k' },
    ]);
    expect(read({ client_id: 'b', type: 'identify', data: { email: 'fenna@example.org' } })).toMatchObject([
      { kind: 'refused', reason: expect.stringContaining('identifies nobody') },
    ]);
  });

  it.each([
    ['no JSON', '{'],
    ['nothing', '[]'],
    ['no event', '{"client_id":"b","events":[]}'],
    ['too many', JSON.stringify(Array.from({ length: LIMITS.browseEventsPerRequest + 1 }, () => view({})))],
  ])('is unreadable as a whole where it holds %s', (_, body) => {
    expect(read(body)).toMatchObject([{ kind: 'unreadable' }]);
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(...NAMES), (value, name) => {
        expect(() =>
          read([value, pixel(name, value), view({ title: value }, { data: value })]),
        ).not.toThrow();
        expect(() => read([{ client_id: 'b', type: 'cart.updated', data: { items: value } }])).not.toThrow();
      }),
      { numRuns: 25 },
    );
  });
});

const NAMES = ['product_viewed', 'product_added_to_cart', 'cart_viewed', 'checkout_started'];
