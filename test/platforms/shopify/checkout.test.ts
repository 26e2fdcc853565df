/** Checkouts of Shopify, from the signed request to the input in the queue. */
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, test } from 'vitest';
import { profileIdOf } from '../../../core/identity/identity.ts';
import {
  type Doorway,
  freshWorld,
  IDENTITY_KEY,
  NOW,
  onlyEvent,
  openDoor,
  type World,
} from '../../support/door.ts';
import { fromShopify, recorded, recordedJson, shopifyFixture } from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

const checkout = () => recordedJson('shopify/checkouts-update');

describe('a checkout from Shopify', () => {
  test('reaches the queue as checkout.updated, in the group of the customer with that address', async () => {
    expect(await door(shopifyFixture('checkouts-update'))).toMatchObject({ statusCode: 200 });
    const input = onlyEvent(world);
    expect(input).toMatchObject({
      kind: 'event',
      receivedAt: NOW,
      profileId: profileIdOf(IDENTITY_KEY, 'email', 'jette.ahlers@example.org'),
    });
    expect(input.event).toMatchObject({
      name: 'checkout.updated',
      source: 'shopify',
      at: Date.parse('2026-11-20T18:01:40+01:00'),
      data: {
        checkout_id: 'Z2NwLWV1cm9wZS0xOjAxSkRF',
        cart_id: 'hWNa1b2c3d4e5f60718293a4b5c6d7e8f',
        currency: 'EUR',
        total: '30.30',
        url: 'https://nordlicht-tee.example/64009614/checkouts/ac/Z2NwLWV1cm9wZS0xOjAxSkRF/recover?key=add18ee18d0c9256d7b0fa505c39dec8&locale=de-DE',
        customer: {
          email: 'jette.ahlers@example.org',
          phone: '+491713920011',
          first_name: 'Jette',
          last_name: 'Ahlers',
          customer_id: '7401',
          country: 'DE',
        },
        contact: { locale: 'de-DE' },
        items: [
          {
            product_id: '8101',
            variant_id: '44101',
            title: 'Ostfriesenmischung Blatt',
            variant_title: '250 g',
            quantity: 2,
            unit_price: '12.90',
          },
          { product_id: '8104', title: 'Kluntje weiß', quantity: 1, unit_price: '4.50' },
        ],
      },
    });
    expect(input.event.identities.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'email jette.ahlers@example.org',
      'customer shopify:7401',
      'phone +491713920011',
      'anonymous checkout:Z2NwLWV1cm9wZS0xOjAxSkRF',
      'anonymous cart:hWNa1b2c3d4e5f60718293a4b5c6d7e8f',
    ]);
  });

  test('travels with its group and its deduplication id', async () => {
    await door(shopifyFixture('checkouts-update'));
    const input = onlyEvent(world);
    expect(world.sqs.commandCalls(SendMessageCommand)[0]?.args[0].input).toMatchObject({
      MessageGroupId: input.profileId,
      MessageDeduplicationId: input.inputId,
    });
  });

  test('is one event however often it is delivered, whatever webhook id the delivery has', async () => {
    const body = recorded('shopify/checkouts-update').body;
    await door(fromShopify('checkouts/update', body, { 'x-shopify-webhook-id': 'a' }));
    await door(fromShopify('checkouts/update', body, { 'x-shopify-webhook-id': 'b' }));
    expect(new Set(world.sent.map(({ inputId }) => inputId)).size).toBe(1);
    await door(fromShopify('checkouts/update', { ...checkout(), total_price: '31.30' }));
    expect(new Set(world.sent.map(({ inputId }) => inputId)).size).toBe(2);
  });

  test('carries no consent, whatever the flags inside say', async () => {
    await door(shopifyFixture('checkouts-update'));
    expect(JSON.stringify(world.sent)).not.toMatch(/consent|marketing/);
  });

  test('of an account without an address is typed as a whole, and proves nothing', async () => {
    const typed = { email: null, contact_email: 'okko@example.net' };
    const customer = { id: 7402, email: '', first_name: 'Okko' };
    await door(fromShopify('checkouts/update', { ...checkout(), ...typed, customer }));
    const { event } = onlyEvent(world);
    expect(event.data['customer']).toMatchObject({ email: 'okko@example.net', customer_id: '7402' });
    expect(event.data).not.toHaveProperty('contact');
    expect(event.identities.map(({ by }) => by ?? 'typed')).not.toContain('account');
  });

  test('with nothing but a phone number belongs to its own token: a typed number is nobody’s', async () => {
    await door(shopifyFixture('checkouts-update.awkward-phone-only'));
    const { profileId, event } = onlyEvent(world);
    expect(profileId.startsWith('4')).toBe(true);
    expect(event.identities.map(({ kind }) => kind)).toEqual(['anonymous', 'anonymous']);
  });

  test('of nobody known belongs to its own token', async () => {
    await door(
      fromShopify('checkouts/update', {
        ...checkout(),
        email: null,
        phone: '',
        customer: undefined,
        shipping_address: [],
        billing_address: null,
      }),
    );
    expect(onlyEvent(world).profileId).toBe(
      profileIdOf(IDENTITY_KEY, 'anonymous', 'checkout:Z2NwLWV1cm9wZS0xOjAxSkRF'),
    );
  });

  test('is told in the currency that the buyer sees', async () => {
    await door(
      fromShopify('checkouts/update', { ...checkout(), presentment_currency: 'CHF', total_price: '28.10' }),
    );
    expect(onlyEvent(world).event.data).toMatchObject({ currency: 'CHF', total: '28.10' });
  });

  test('that was completed says so, and an emptied one has an empty list', async () => {
    await door(
      fromShopify('checkouts/update', {
        ...checkout(),
        completed_at: '2026-11-20T18:04:00+01:00',
        line_items: [],
      }),
    );
    expect(onlyEvent(world).event.data).toMatchObject({ completed: true, items: [] });
  });

  test('dated in the future counts from its receipt and keeps what it said', async () => {
    await door(fromShopify('checkouts/update', { ...checkout(), updated_at: '2026-11-21T10:00:00+01:00' }));
    expect(onlyEvent(world).event).toMatchObject({ at: NOW, statedAt: NOW + 60 * 60_000 });
  });

  test('with broken links, odd text and unreadable lines is taken as far as it goes', async () => {
    const odd = {
      title: 'a\u0000b\ud800',
      presentment_title: '',
      quantity: 'many',
      price: 'free',
      product_id: 820982911946154,
    };
    await door(
      fromShopify('checkouts/update', {
        ...checkout(),
        abandoned_checkout_url: 'javascript:alert(1)',
        line_items: [odd, { quantity: 0, title: 'gone' }],
      }),
    );
    const { data } = onlyEvent(world).event;
    expect(data.url).toBeUndefined();
    expect(data.items).toEqual(
      [{ product_id: '820982911946154', title: 'a b\ufffd', variant_title: undefined, quantity: 1 }].map(
        ({ variant_title: _, ...line }) => line,
      ),
    );
  });
});
