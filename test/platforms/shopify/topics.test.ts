/** Products, consent and all the other topics of Shopify, from the signed request to the queue. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Doorway, freshWorld, NOW, onlyEvent, openDoor, type World } from '../../support/door.ts';
import { fromShopify, recordedJson, shopifyFixture } from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

describe('other topics of Shopify', () => {
  test('a product tells of pictures, link and stock', async () => {
    await door(
      fromShopify('products/update', {
        ...recordedJson('shopify/products-update'),
        image: { src: 'https://cdn.example.com/tee.jpg' },
      }),
    );
    const input = onlyEvent(world);
    expect(input).toMatchObject({
      kind: 'catalogue',
      profileId: 'product-8101',
      event: { name: 'product.updated', identities: [] },
    });
    expect(input.event.data).toMatchObject({
      product_id: '8101',
      title: 'Ostfriesenmischung Blatt',
      url: 'https://nordlicht-tee.myshopify.com/products/ostfriesenmischung',
      image_url: 'https://cdn.example.com/tee.jpg',
      categories: ['Tee', 'bestseller', 'schwarztee'],
      variants: [{ variant_id: '44101', stock: 14 }],
    });
  });

  test.each([
    [{ status: 'draft' }, 0],
    [{ published_at: null }, 0],
  ])('a product with %o cannot be bought', async (change, stock) => {
    await door(fromShopify('products/update', { ...recordedJson('shopify/products-update'), ...change }));
    expect(onlyEvent(world).event.data).toMatchObject({ variants: [{ stock }] });
  });

  test.each([
    [0, false],
    [1, true],
    [99, true],
    [100, false],
  ])(
    'a product with %i variants is complete: %o, because Shopify may leave out those beyond 100',
    async (count, complete) => {
      const [one] = recordedJson('shopify/products-update')['variants'] as readonly object[];
      const variants = Array.from({ length: count }, (_, index) => ({ ...one, id: 44_101 + index }));
      await door(fromShopify('products/update', { ...recordedJson('shopify/products-update'), variants }));
      expect(onlyEvent(world).event.data['complete']).toBe(complete);
    },
  );

  test('consent comes with its own date and basis', async () => {
    await door(shopifyFixture('customers_email_marketing_consent-update'));
    expect(onlyEvent(world).event).toMatchObject({
      name: 'consent.given',
      at: Date.parse('2026-11-20T20:06:44+01:00'),
      data: {
        channel: 'email',
        purpose: 'marketing',
        basis: 'double-opt-in',
        customer: { email: 'okko.ysker@example.net', customer_id: '7402' },
      },
    });
  });

  test.each([
    [
      { state: 'subscribed', opt_in_level: 'single_opt_in', consent_updated_at: '2026-11-20T20:00:00Z' },
      'consent.given',
      'single-opt-in',
    ],
    [
      { state: 'subscribed', opt_in_level: 'unknown', consent_updated_at: '2026-11-20T20:00:00Z' },
      'consent.given',
      undefined,
    ],
    [
      { state: 'unsubscribed', opt_in_level: 'confirmed_opt_in', consent_updated_at: null },
      'consent.withdrawn',
      undefined,
    ],
    [{ state: 'pending', opt_in_level: null, consent_updated_at: null }, 'consent.requested', undefined],
  ])('consent %o means %s', async (email_marketing_consent, name, basis) => {
    await door(
      fromShopify('customers_email_marketing_consent/update', {
        customer_id: 1,
        email_address: 'a@example.org',
        email_marketing_consent,
      }),
    );
    expect(onlyEvent(world).event).toMatchObject({ name });
    expect(onlyEvent(world).event.data.basis).toBe(basis);
  });

  test('consent of who was redacted ends now, whatever the date of the old consent', async () => {
    await door(
      fromShopify('customers_email_marketing_consent/update', {
        customer_id: 1,
        email_address: 'a@example.org',
        email_marketing_consent: { state: 'redacted', consent_updated_at: '2025-01-01T10:00:00Z' },
      }),
    );
    expect(onlyEvent(world).event).toMatchObject({ name: 'consent.withdrawn', at: NOW });
  });

  test('consent without a date is kept aside instead of believed', async () => {
    const body = {
      customer_id: 1,
      email_address: 'a@example.org',
      email_marketing_consent: {
        state: 'subscribed',
        opt_in_level: 'confirmed_opt_in',
        consent_updated_at: null,
      },
    };
    expect(await door(fromShopify('customers_email_marketing_consent/update', body))).toMatchObject({
      statusCode: 202,
    });
  });

  test.each(['carts-update', 'app-uninstalled'])('%s is answered 2xx and left alone', async (file) => {
    expect(await door(shopifyFixture(file))).toMatchObject({ statusCode: 200 });
    expect([world.sent, world.objects.size]).toEqual([[], 0]);
  });

  test('an unknown topic is answered 2xx even where its body is no JSON', async () => {
    expect(await door(fromShopify('constructor', 'not json'))).toMatchObject({ statusCode: 200 });
  });
});
