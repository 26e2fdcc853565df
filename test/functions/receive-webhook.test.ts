/** The door, through its front: what shops send, what reaches the queue, and what is refused. */
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { profileIdOf } from '../../core/identity.ts';
import { bodyOf, type Doorway, freshWorld, IDENTITY_KEY, NOW, onlyEvent, openDoor, quarantined, s3, secretsManager, sqs, type World } from '../support/door.ts';
import { CLOUDEVENTS_TOKEN, fromShopify, fromStandard, recorded, recordedJson, request, SHOPIFY_SECRET, shopifyFixture, shopifySignature, STANDARD_SECRET } from '../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
  world = freshWorld();
  door = openDoor(world);
});

const checkout = () => recordedJson('shopify/checkouts-update');

describe('a checkout from Shopify', () => {
  test('reaches the queue as checkout.updated, in the group of the customer with that address', async () => {
    expect(await door(shopifyFixture('checkouts-update'))).toMatchObject({ statusCode: 200 });
    const input = onlyEvent(world);
    expect(input).toMatchObject({ kind: 'event', receivedAt: NOW, profileId: profileIdOf(IDENTITY_KEY, 'email', 'jette.ahlers@example.org') });
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
        customer: { email: 'jette.ahlers@example.org', phone: '+491713920011', first_name: 'Jette', last_name: 'Ahlers', customer_id: '7401', locale: 'de-DE', country: 'DE' },
        items: [
          { product_id: '8101', variant_id: '44101', title: 'Ostfriesenmischung Blatt', variant_title: '250 g', quantity: 2, unit_price: '12.90' },
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
    expect(sqs.commandCalls(SendMessageCommand)[0]?.args[0].input).toMatchObject({ MessageGroupId: input.profileId, MessageDeduplicationId: input.inputId });
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

  test('with nothing but a phone number belongs to the customer with that number', async () => {
    await door(shopifyFixture('checkouts-update.awkward-phone-only'));
    expect(onlyEvent(world).profileId).toBe(profileIdOf(IDENTITY_KEY, 'phone', '+491713920042'));
  });

  test('of nobody known belongs to its own token', async () => {
    await door(fromShopify('checkouts/update', { ...checkout(), email: null, phone: '', customer: undefined, shipping_address: [], billing_address: null }));
    expect(onlyEvent(world).profileId).toBe(profileIdOf(IDENTITY_KEY, 'anonymous', 'checkout:Z2NwLWV1cm9wZS0xOjAxSkRF'));
  });

  test('is told in the currency that the buyer sees', async () => {
    await door(fromShopify('checkouts/update', { ...checkout(), presentment_currency: 'CHF', total_price: '28.10' }));
    expect(onlyEvent(world).event.data).toMatchObject({ currency: 'CHF', total: '28.10' });
  });

  test('that was completed says so, and an emptied one has an empty list', async () => {
    await door(fromShopify('checkouts/update', { ...checkout(), completed_at: '2026-11-20T18:04:00+01:00', line_items: [] }));
    expect(onlyEvent(world).event.data).toMatchObject({ completed: true, items: [] });
  });

  test('dated in the future counts from its receipt and keeps what it said', async () => {
    await door(fromShopify('checkouts/update', { ...checkout(), updated_at: '2026-11-21T10:00:00+01:00' }));
    expect(onlyEvent(world).event).toMatchObject({ at: NOW, statedAt: NOW + 60 * 60_000 });
  });

  test('with broken links, odd text and unreadable lines is taken as far as it goes', async () => {
    const odd = { title: 'a\u0000b\ud800', presentment_title: '', quantity: 'many', price: 'free', product_id: 820982911946154 };
    await door(fromShopify('checkouts/update', { ...checkout(), abandoned_checkout_url: 'javascript:alert(1)', line_items: [odd, { quantity: 0, title: 'gone' }] }));
    const { data } = onlyEvent(world).event;
    expect(data.url).toBeUndefined();
    expect(data.items).toEqual([{ product_id: '820982911946154', title: 'a b\ufffd', variant_title: undefined, quantity: 1 }].map(({ variant_title: _, ...line }) => line));
  });
});

describe('an order from Shopify', () => {
  test.each([
    ['orders-create', 'order.placed', '2026-11-20T18:04:09+01:00'],
    ['orders-paid', 'order.paid', undefined],
    ['orders-cancelled', 'order.cancelled', '2026-11-20T19:30:00+01:00'],
  ])('%s becomes %s at its own time', async (file, name, at) => {
    expect(await door(shopifyFixture(file))).toMatchObject({ statusCode: 200 });
    const { event } = onlyEvent(world);
    expect(event).toMatchObject({ name, data: { order_id: '6100000000352', order_number: '#1352', checkout_id: 'Z2NwLWV1cm9wZS0xOjAxSkRF', currency: 'EUR', total: '35.20' } });
    if (at) expect(event.at).toBe(Date.parse(at));
  });

  test('keeps every digit of an id beyond 2^53', async () => {
    const body = recorded('shopify/orders-create').body.toString('utf8').replace(/^\{"id":\d+/, '{"id":820982911946154508').replace('"product_id":8101', '"product_id":9007199254740993');
    await door(fromShopify('orders/create', body));
    expect(onlyEvent(world).event.data).toMatchObject({ order_id: '820982911946154508', items: [{ product_id: '9007199254740993' }, {}] });
  });

  test('of a guest without a customer object belongs to the address it names', async () => {
    await door(shopifyFixture('orders-create.awkward-guest-null-customer'));
    expect(onlyEvent(world).event.identities[0]?.kind).toBe('email');
  });

  test('with 250 lines and 277 KB is accepted whole', async () => {
    expect(await door(shopifyFixture('orders-create.awkward-250-lines-tax-included'))).toMatchObject({ statusCode: 200 });
    expect(onlyEvent(world).event.data.items).toHaveLength(250);
  });

  test('counts in shop money and remembers what the buyer paid', async () => {
    await door(shopifyFixture('orders-create.awkward-multi-currency'));
    expect(onlyEvent(world).event.data).toMatchObject({ currency: 'EUR', total: '109.00', presentment_currency: 'CHF', presentment_total: '103.55' });
  });

  test('keeps emoji, right-to-left names and what looks like HTML as text', async () => {
    await door(shopifyFixture('orders-create.awkward-zero-total-emoji-rtl'));
    expect(onlyEvent(world).event.data).toMatchObject({
      total: '0.00',
      customer: { first_name: '🌿 מִרְיָם', email: 'miriam+tee@xn--bcher-kva.example' },
      items: [{ variant_title: 'größe “L” <b>&</b>' }, ...new Array(Number((onlyEvent(world).event.data.items as unknown[]).length) - 1).fill({})],
    });
  });

  test('sold at the counter to nobody is no fault', async () => {
    const order = { ...recordedJson('shopify/orders-create'), source_name: 'pos', email: '', contact_email: null, phone: null, customer: null, checkout_token: null, cart_token: null };
    expect(bodyOf(await door(fromShopify('orders/create', order)))).toMatchObject({ status: 'ignored' });
    expect(world.sent).toEqual([]);
  });
});

describe('other topics of Shopify', () => {
  test('a product tells of pictures, link and stock', async () => {
    await door(fromShopify('products/update', { ...recordedJson('shopify/products-update'), image: { src: 'https://cdn.example.com/tee.jpg' } }));
    const input = onlyEvent(world);
    expect(input).toMatchObject({ kind: 'catalogue', profileId: 'product-8101', event: { name: 'product.updated', identities: [] } });
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

  test('consent comes with its own date and basis', async () => {
    await door(shopifyFixture('customers_email_marketing_consent-update'));
    expect(onlyEvent(world).event).toMatchObject({
      name: 'consent.given',
      at: Date.parse('2026-11-20T20:06:44+01:00'),
      data: { channel: 'email', purpose: 'marketing', basis: 'double-opt-in', customer: { email: 'okko.ysker@example.net', customer_id: '7402' } },
    });
  });

  test.each([
    [{ state: 'subscribed', opt_in_level: 'single_opt_in', consent_updated_at: '2026-11-20T20:00:00Z' }, 'consent.given', 'single-opt-in'],
    [{ state: 'subscribed', opt_in_level: 'unknown', consent_updated_at: '2026-11-20T20:00:00Z' }, 'consent.given', undefined],
    [{ state: 'unsubscribed', opt_in_level: 'confirmed_opt_in', consent_updated_at: null }, 'consent.withdrawn', undefined],
    [{ state: 'pending', opt_in_level: null, consent_updated_at: null }, 'consent.requested', undefined],
  ])('consent %o means %s', async (email_marketing_consent, name, basis) => {
    await door(fromShopify('customers_email_marketing_consent/update', { customer_id: 1, email_address: 'a@example.org', email_marketing_consent }));
    expect(onlyEvent(world).event).toMatchObject({ name });
    expect(onlyEvent(world).event.data.basis).toBe(basis);
  });

  test('consent without a date is kept aside instead of believed', async () => {
    const body = { customer_id: 1, email_address: 'a@example.org', email_marketing_consent: { state: 'subscribed', opt_in_level: 'confirmed_opt_in', consent_updated_at: null } };
    expect(await door(fromShopify('customers_email_marketing_consent/update', body))).toMatchObject({ statusCode: 202 });
  });

  test.each(['carts-update', 'app-uninstalled'])('%s is answered 2xx and left alone', async (file) => {
    expect(await door(shopifyFixture(file))).toMatchObject({ statusCode: 200 });
    expect([world.sent, world.objects.size]).toEqual([[], 0]);
  });

  test('an unknown topic is answered 2xx even where its body is no JSON', async () => {
    expect(await door(fromShopify('constructor', 'not json'))).toMatchObject({ statusCode: 200 });
  });
});

describe('who is let in', () => {
  test('a body with one byte changed is refused', async () => {
    const { body, headers } = recorded('shopify/checkouts-update');
    const signature = shopifySignature(body);
    const tampered = Buffer.from(body);
    tampered.writeUInt8(tampered.readUInt8(100) ^ 1, 100);
    const answer = await door(request('shopify', tampered, { ...headers, 'x-shopify-hmac-sha256': signature }));
    expect([answer.statusCode, bodyOf(answer).error]).toEqual([401, 'signature-wrong']);
    expect(world.sent).toEqual([]);
  });

  test.each([
    ['no signature', { 'x-shopify-hmac-sha256': '' }],
    ['a short one', { 'x-shopify-hmac-sha256': 'AAAA' }],
    ['that of the secret "undefined"', { 'x-shopify-hmac-sha256': shopifySignature('{}', 'undefined') }],
  ])('a body with %s is refused', async (_, headers) => {
    expect(await door(fromShopify('checkouts/update', '{}', headers))).toMatchObject({ statusCode: 401 });
  });

  test('both secrets are valid during a rotation, and empty ones never', async () => {
    world.secrets.webhooks = JSON.stringify({ shopify: ['new-secret', SHOPIFY_SECRET], standard: [' '] });
    const body = recorded('shopify/checkouts-update').body;
    for (const [secret, status] of [['new-secret', 200], [SHOPIFY_SECRET, 200], ['', 401], [' ', 401]] as const) {
      expect(await door(fromShopify('checkouts/update', body, { 'x-shopify-hmac-sha256': shopifySignature(body, secret) }))).toMatchObject({ statusCode: status });
    }
  });

  test('a secret that was rotated a moment ago is read again, but not with every wrong signature', async () => {
    await door(shopifyFixture('checkouts-update'));
    world.secrets.webhooks = JSON.stringify({ shopify: 'rotated' });
    const body = recorded('shopify/checkouts-update').body;
    const rotated = fromShopify('checkouts/update', body, { 'x-shopify-hmac-sha256': shopifySignature(body, 'rotated') });
    world.now += 10_000;
    expect(await door(rotated)).toMatchObject({ statusCode: 401 });
    world.now += 30_000;
    expect(await door(rotated)).toMatchObject({ statusCode: 200 });
    const reads = secretsManager.commandCalls(GetSecretValueCommand).length;
    await door(fromShopify('checkouts/update', '{}', { 'x-shopify-hmac-sha256': 'wrong' }));
    expect(secretsManager.commandCalls(GetSecretValueCommand)).toHaveLength(reads);
  });

  test('a platform without a secret lets nobody in', async () => {
    world.secrets.webhooks = '{}';
    expect(await door(shopifyFixture('checkouts-update'))).toMatchObject({ statusCode: 401 });
  });

  test('a shop that is not listed is refused, and so is one that does not say who it is', async () => {
    const strict = openDoor(world, { shopify: ['Nordlicht-Tee.myshopify.com'] });
    expect(await strict(shopifyFixture('checkouts-update'))).toMatchObject({ statusCode: 200 });
    const body = recorded('shopify/checkouts-update').body;
    expect(await strict(fromShopify('checkouts/update', body, { 'x-shopify-shop-domain': 'other.myshopify.com' }))).toMatchObject({ statusCode: 403 });
    expect(await strict(fromShopify('checkouts/update', body, { 'x-shopify-shop-domain': '' }))).toMatchObject({ statusCode: 403 });
    expect(world.sent).toHaveLength(1);
  });

  test('shops that are no JSON stop the function at its start, with an example', () => {
    expect(() => openDoor(world, [])).toThrow(/SHOPS must be JSON such as/);
  });

  test('an unknown platform is 404, GET is 405, and 5 MB are too much', async () => {
    expect(await door(request('nobody', Buffer.from(''), {}))).toMatchObject({ statusCode: 404 });
    expect(await door(request('__proto__', Buffer.from(''), {}))).toMatchObject({ statusCode: 404 });
    expect(await door(request('shopify', Buffer.from(''), {}, 'GET'))).toMatchObject({ statusCode: 405 });
    expect(await door(request('shopify', Buffer.alloc(5 * 1024 * 1024 + 1), {}))).toMatchObject({ statusCode: 413 });
  });
});

describe('what is signed but not understood', () => {
  test.each([
    ['a truncated body', 'checkouts/update', recorded('shopify/checkouts-update').body.subarray(0, 700)],
    ['bytes that are no text', 'checkouts/update', Buffer.from([0xff, 0xfe, 0x00])],
    ['an order under the topic of a checkout', 'checkouts/update', recorded('shopify/orders-create').body],
    ['a checkout under the topic of an order', 'orders/paid', recorded('shopify/checkouts-update').body],
    ['an unpaid order under the topic of payment', 'orders/paid', recorded('shopify/orders-create').body],
    ['an order that was not cancelled', 'orders/cancelled', recorded('shopify/orders-create').body],
    ['a list', 'checkouts/update', Buffer.from('[]')],
    ['null', 'orders/create', Buffer.from('null')],
    ['brackets without end', 'orders/create', Buffer.from('['.repeat(200_000))],
    ['objects without bottom', 'checkouts/create', Buffer.from(`${'{"a":'.repeat(20_000)}1234567890123456789${'}'.repeat(20_000)}`)],
    ['no topic', '', recorded('shopify/checkouts-update').body],
  ])('%s is kept whole and answered 202', async (_, topic, body) => {
    expect(bodyOf(await door(fromShopify(topic, body)))).toEqual({ status: 'quarantined' });
    const [payload, ...others] = quarantined(world);
    expect(others).toEqual([]);
    expect(Buffer.from(payload?.body, payload?.encoding).equals(body)).toBe(true);
    expect(payload?.reason).not.toBe('');
    expect(world.sent).toEqual([]);
  });

  test('is kept without signatures and tokens', async () => {
    await door(fromShopify('orders/create', 'x', { authorization: 'Bearer x', cookie: 'x' }));
    expect(Object.keys(quarantined(world)[0]?.headers)).toEqual(['content-type', 'x-shopify-topic', 'x-shopify-shop-domain']);
  });

  test('is counted for the alarm, without personal data', async () => {
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
    const written = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    await openDoor(world)(fromShopify('orders/create', '{"email":"jette@example.org"}'));
    const metric = JSON.parse(String(written.mock.calls[0]?.[0] ?? '{}'));
    expect(metric).toMatchObject({ QuarantinedPayloads: 1, service: 'receive-webhook' });
    expect(JSON.stringify(written.mock.calls)).not.toContain('jette');
  });
});

describe('our own events', () => {
  const event = (type: string, data: object, timestamp: string | null = '2026-11-21T07:59:00Z') => ({ type, timestamp, data });
  const jette = { email: 'Jette@Example.org ' };

  test('the recorded Standard Webhooks order is accepted at the time it was sent', async () => {
    const { body, headers } = recorded('standard-webhooks/order.placed');
    world.now = Number(headers['webhook-timestamp']) * 1000 + 4 * 60_000;
    const signed = fromStandard(body.toString(), { at: Number(headers['webhook-timestamp']) * 1000, id: headers['webhook-id'] ?? '' });
    expect(await door(signed)).toMatchObject({ statusCode: 200 });
    expect(onlyEvent(world).event).toMatchObject({ id: 'msg_2kWPBgLlAfxdpx2AI54p0001', name: 'order.placed', source: 'standard', data: { order_id: 'V-20087', total: '35.20' } });
  });

  test('are known again by their webhook id, however often they are signed anew', async () => {
    const body = event('order.placed', { order_id: 'V-1', customer: jette });
    await door(fromStandard(body, { at: NOW, id: 'msg_a' }));
    await door(fromStandard(body, { at: NOW + 60_000, id: 'msg_a' }));
    expect(new Set(world.sent.map(({ inputId }) => inputId)).size).toBe(1);
  });

  test.each([-6, 6])('signed %i minutes away are refused as a replay', async (minutes) => {
    const answer = await door(fromStandard(event('acme.ping', { customer: jette }), { at: NOW + minutes * 60_000 }));
    expect([answer.statusCode, bodyOf(answer).error]).toEqual([401, 'signature-outdated']);
  });

  test.each([
    ['another id', { 'webhook-id': 'msg_2' }],
    ['another time', { 'webhook-timestamp': String(NOW / 1000 + 1) }],
    ['a time that is no number', { 'webhook-timestamp': `${NOW / 1000}abc` }],
    ['only an unknown version of signature', { 'webhook-signature': 'v1a,AAAA' }],
  ])('with %s than was signed are refused', async (_, headers) => {
    expect(await door(fromStandard(event('acme.ping', { customer: jette }), { at: NOW, headers }))).toMatchObject({ statusCode: 401 });
  });

  test('may carry several signatures, of which one must be right', async () => {
    const signed = fromStandard(event('acme.ping', { customer: jette }), { at: NOW });
    const several = { ...signed.headers, 'webhook-signature': `v1,AAAA v1a,BBBB ${signed.headers['webhook-signature']}` };
    expect(await door({ ...signed, headers: several })).toMatchObject({ statusCode: 200 });
  });

  test('consent counts from when it was confirmed', async () => {
    const data = { customer: jette, channel: 'email', purpose: 'marketing', basis: 'double-opt-in', evidence: { text_version: 'v1', source: 'footer form', confirmed_at: '2026-10-01T10:00:00+02:00' } };
    await door(fromStandard(event('consent.given', data), { at: NOW }));
    expect(onlyEvent(world).event).toMatchObject({ at: Date.parse('2026-10-01T08:00:00Z'), data: { evidence: { text_version: 'v1', confirmed_at: '2026-10-01T10:00:00+02:00' } } });
  });

  test('a withdrawal counts from when it was told, whatever old proof it carries', async () => {
    await door(fromStandard(event('consent.withdrawn', { customer: jette, channel: 'email', evidence: { confirmed_at: '2020-01-01T00:00:00Z' } }), { at: NOW }));
    expect(onlyEvent(world).event).toMatchObject({ at: NOW - 60_000, data: { purpose: 'marketing' } });
  });

  test('consent with a date nobody can read is kept aside', async () => {
    expect(await door(fromStandard(event('consent.given', { customer: jette, channel: 'email', evidence: { confirmed_at: 'yesterday' } }), { at: NOW }))).toMatchObject({ statusCode: 202 });
  });

  test('a review goes to its product and to the customer who wrote it', async () => {
    await door(fromStandard(event('review.submitted', { customer: jette, product_id: 8101, rating: '5', text: 'Good', author: 'J.' }), { at: NOW }));
    expect(world.sent.map(({ kind, profileId }) => [kind, profileId])).toEqual([
      ['catalogue', 'product-8101'],
      ['event', profileIdOf(IDENTITY_KEY, 'email', 'jette@example.org')],
    ]);
  });

  test('a review by nobody known still goes to its product', async () => {
    await door(fromStandard(event('review.submitted', { product_id: 'ä/1', rating: 4 }), { at: NOW }));
    expect(onlyEvent(world)).toMatchObject({ kind: 'catalogue', profileId: expect.stringMatching(/^product-[0-9a-v]{25}$/) });
  });

  test('an own name is accepted with everything in its data', async () => {
    await door(fromStandard(event('acme.ping', { customer: { ...jette, phone: '0171 3920011' }, nested: { list: [1, 'zwei', null] } }), { at: NOW }));
    expect(onlyEvent(world).event).toMatchObject({ name: 'acme.ping', data: { customer: { email: 'jette@example.org', phone: '+491713920011' }, nested: { list: [1, 'zwei', null] } } });
  });

  test.each([
    ['about nobody', event('order.placed', { order_id: 'V-1' })],
    ['with a name only the engine uses', event('message.bounced', { customer: jette })],
    ['with a name every object answers to', event('toString', { customer: jette })],
    ['with a key that reaches into prototypes', '{"type":"acme.ping","timestamp":"2026-11-21T07:59:00Z","data":{"customer":{"email":"a@example.org"},"deep":{"__proto__":{"admin":true}}}}'],
    ['with more own data than fits', event('acme.ping', { customer: jette, text: 'x'.repeat(17_000) })],
    ['with a time without an offset', event('acme.ping', { customer: jette }, '2026-11-21T07:59:00')],
    ['with a day that does not exist', event('acme.ping', { customer: jette }, '2026-02-30T07:59:00Z')],
    ['without data', { type: 'acme.ping', timestamp: '2026-11-21T07:59:00Z' }],
    ['with a cart that does not say what is in it', event('checkout.updated', { checkout_id: 'c-1', customer: jette })],
    ['with a body that is no JSON', '{"type":'],
  ])('%s are kept aside', async (_, body) => {
    expect(await door(fromStandard(body, { at: NOW }))).toMatchObject({ statusCode: 202 });
    expect(world.sent).toEqual([]);
    expect(quarantined(world)).toHaveLength(1);
  });

  test('a form is no event', async () => {
    expect(await door(fromStandard('a=b', { at: NOW, headers: { 'content-type': 'application/x-www-form-urlencoded' } }))).toMatchObject({ statusCode: 415 });
  });
});

describe('CloudEvents', () => {
  const { body, headers } = recorded('cloudevents/order.placed.structured');
  const bearer = (token: string) => ({ ...headers, authorization: `Bearer ${token}` });

  test('in structured form with a bearer token lose the prefix of their type', async () => {
    expect(await door(request('standard', body, bearer(CLOUDEVENTS_TOKEN)))).toMatchObject({ statusCode: 200 });
    expect(onlyEvent(world).event).toMatchObject({ id: 'https://werkstatt.example/shop/7#b3c1d7f0-0001', name: 'order.placed', at: Date.parse('2026-11-20T18:09:00Z'), data: { order_id: 'V-20088' } });
  });

  test.each([
    ['the configured secret', STANDARD_SECRET, 200],
    ['the key inside it', 'fixture-standard-webhooks-key-01', 200],
    ['a wrong token', 'fixture-cloudevents-tokem', 401],
  ])('with %s as token are answered %s', async (_, token, status) => {
    expect(await door(request('standard', body, bearer(token)))).toMatchObject({ statusCode: status });
  });

  test('with a wrong signature are refused even beside a right token', async () => {
    const wrong = { ...bearer(CLOUDEVENTS_TOKEN), 'webhook-id': 'a', 'webhook-timestamp': String(NOW / 1000), 'webhook-signature': 'v1,AAAA' };
    expect(await door(request('standard', body, wrong))).toMatchObject({ statusCode: 401 });
  });

  test('in binary form take their envelope from the headers', async () => {
    const binary = { 'content-type': 'application/json', authorization: `Bearer ${CLOUDEVENTS_TOKEN}`, 'ce-specversion': '1.0', 'ce-id': '9', 'ce-source': '/shop', 'ce-type': 'org.example.acme.ping' };
    await door(request('standard', Buffer.from('{"customer":{"email":"okko@example.net"}}'), binary));
    expect(onlyEvent(world).event).toMatchObject({ id: '/shop#9', name: 'org.example.acme.ping', at: NOW });
  });

  test('are greeted when they ask whether they may send here', async () => {
    const answer = await door(request('standard', Buffer.from(''), { 'webhook-request-origin': 'events.example.com' }, 'OPTIONS'));
    expect(answer).toMatchObject({ statusCode: 200, headers: { 'webhook-allowed-origin': 'events.example.com' } });
  });

  test('in batches have no reader', async () => {
    expect(await door(request('standard', Buffer.from('[]'), { ...bearer(CLOUDEVENTS_TOKEN), 'content-type': 'application/cloudevents-batch+json' }))).toMatchObject({ statusCode: 415 });
  });
});

describe('when AWS is not well', () => {
  test('a queue that does not accept is answered 503, to be sent again', async () => {
    sqs.on(SendMessageCommand).rejects(new Error('throttled'));
    const answer = await door(shopifyFixture('checkouts-update'));
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '30' } });
  });

  test('a quarantine that cannot be written is answered 503', async () => {
    s3.on(PutObjectCommand).rejects(new Error('slow down'));
    expect(await door(fromShopify('orders/create', 'x'))).toMatchObject({ statusCode: 503 });
  });

  test('secrets that cannot be read are answered 503 at first and served from memory later', async () => {
    secretsManager.on(GetSecretValueCommand).rejects(new Error('down'));
    expect(await door(shopifyFixture('checkouts-update'))).toMatchObject({ statusCode: 503 });
    world = freshWorld();
    expect(await door(shopifyFixture('checkouts-update'))).toMatchObject({ statusCode: 200 });
    secretsManager.on(GetSecretValueCommand).rejects(new Error('down'));
    world.now += 60 * 60_000;
    expect(await door(shopifyFixture('checkouts-update'))).toMatchObject({ statusCode: 200 });
  });
});

describe('whatever arrives', () => {
  const topics = ['checkouts/update', 'orders/create', 'orders/paid', 'orders/cancelled', 'products/update', 'customers_email_marketing_consent/update', 'x', ''];

  test('bytes that are signed are never answered with a fault of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...topics), fc.uint8Array({ maxLength: 300 }), async (topic, bytes) => {
        const answer = await door(fromShopify(topic, Buffer.from(bytes)));
        expect(answer.statusCode).toBeLessThan(300);
      }),
      { numRuns: 150 },
    );
  });

  test('JSON that is signed is never answered with a fault of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...topics), fc.json({ maxDepth: 6 }), async (topic, json) => {
        expect((await door(fromShopify(topic, json))).statusCode).toBeLessThan(300);
        expect((await door(fromStandard(`{"type":"order.placed","timestamp":"2026-11-21T07:59:00Z","data":${json}}`, { at: NOW }))).statusCode).toBeLessThan(300);
      }),
      { numRuns: 150 },
    );
  });

  test('a payload with any one part replaced is never answered with a fault of ours', async () => {
    const payloads = { 'checkouts/update': checkout(), 'orders/create': recordedJson('shopify/orders-create'), 'products/update': recordedJson('shopify/products-update') };
    const parts = Object.entries(payloads).flatMap(([topic, payload]) => Object.keys(payload).map((key) => ({ topic, payload, key })));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...parts), fc.jsonValue(), async ({ topic, payload, key }, value) => {
        expect((await door(fromShopify(topic, { ...payload, [key]: value }))).statusCode).toBeLessThan(300);
      }),
      { numRuns: 300 },
    );
  });

  test('requests that are not signed are never let in', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('shopify', 'standard', 'other'), fc.uint8Array({ maxLength: 100 }), fc.dictionary(fc.constantFrom('x-shopify-hmac-sha256', 'webhook-id', 'webhook-timestamp', 'webhook-signature', 'authorization'), fc.string()), async (platform, bytes, headers) => {
        const { statusCode } = await door(request(platform, Buffer.from(bytes), headers));
        expect([401, 404]).toContain(statusCode);
      }),
      { numRuns: 150 },
    );
  });
});
