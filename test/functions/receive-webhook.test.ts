/** The door for platforms: which requests are accepted, and the answers while AWS has faults. */

import { PutObjectCommand } from '@aws-sdk/client-s3';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, test } from 'vitest';
import { bodyOf, type Doorway, freshWorld, openDoor, quarantined, type World } from '../support/door.ts';
import {
  fromShopify,
  fromWoocommerce,
  recorded,
  request,
  SHOPIFY_SECRET,
  shopifyFixture,
  shopifySignature,
  WOOCOMMERCE_SECRET,
} from '../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

describe('who is let in', () => {
  test('a body with one byte changed is refused', async () => {
    const { body, headers } = recorded('shopify/checkouts-update');
    const signature = shopifySignature(body);
    const tampered = Buffer.from(body);
    tampered.writeUInt8(tampered.readUInt8(100) ^ 1, 100);
    const answer = await door(
      request('shopify', tampered, { ...headers, 'x-shopify-hmac-sha256': signature }),
    );
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
    for (const [secret, status] of [
      ['new-secret', 200],
      [SHOPIFY_SECRET, 200],
      ['', 401],
      [' ', 401],
    ] as const) {
      expect(
        await door(
          fromShopify('checkouts/update', body, { 'x-shopify-hmac-sha256': shopifySignature(body, secret) }),
        ),
      ).toMatchObject({
        statusCode: status,
      });
    }
  });

  test('a secret that was rotated a moment ago is read again, but not with every wrong signature', async () => {
    await door(shopifyFixture('checkouts-update'));
    world.secrets.webhooks = JSON.stringify({ shopify: 'rotated' });
    const body = recorded('shopify/checkouts-update').body;
    const rotated = fromShopify('checkouts/update', body, {
      'x-shopify-hmac-sha256': shopifySignature(body, 'rotated'),
    });
    world.now += 10_000;
    expect(await door(rotated)).toMatchObject({ statusCode: 401 });
    world.now += 30_000;
    expect(await door(rotated)).toMatchObject({ statusCode: 200 });
    const reads = world.secretsManager.commandCalls(GetSecretValueCommand).length;
    await door(fromShopify('checkouts/update', '{}', { 'x-shopify-hmac-sha256': 'wrong' }));
    expect(world.secretsManager.commandCalls(GetSecretValueCommand)).toHaveLength(reads);
  });

  test('a shop with a secret of its own is known by it, and nobody else is', async () => {
    const webhooks = { woocommerce: WOOCOMMERCE_SECRET, 'woocommerce/b.example': 'of-b' };
    world.secrets.webhooks = JSON.stringify(webhooks);
    const from = (shop: string, secret: string) =>
      fromWoocommerce(
        'product.deleted',
        { id: 12 },
        {
          'x-wc-webhook-source': `https://${shop}/`,
          'x-wc-webhook-signature': shopifySignature('{"id":12}', secret),
        },
      );
    expect(await door(from('a.example', WOOCOMMERCE_SECRET))).toMatchObject({ statusCode: 200 });
    expect(await door(from('b.example', 'of-b'))).toMatchObject({ statusCode: 200 });
    expect(await door(from('b.example', WOOCOMMERCE_SECRET))).toMatchObject({ statusCode: 401 });
    expect(await door(from('a.example', 'of-b'))).toMatchObject({ statusCode: 401 });
    const products = world.sent.flatMap((input) => (input.kind === 'catalogue' ? [input.event.data] : []));
    expect(products.map((data) => data['product_id'])).toEqual(['12', 'b.example~12']);
    // Nothing signed names this shop, and another one was first: kept, and put right by a replay.
    expect(await door(from('c.example', WOOCOMMERCE_SECRET))).toMatchObject({ statusCode: 202 });
    expect(quarantined(world)).toHaveLength(1);
  });

  test('a platform without a secret lets nobody in', async () => {
    world.secrets.webhooks = '{}';
    expect(await door(shopifyFixture('checkouts-update'))).toMatchObject({ statusCode: 401 });
  });

  test('a shop that is not listed is refused, and so is one that does not say who it is', async () => {
    const strict = openDoor(world, { shopify: ['Nordlicht-Tee.myshopify.com'] });
    expect(await strict(shopifyFixture('checkouts-update'))).toMatchObject({ statusCode: 200 });
    const body = recorded('shopify/checkouts-update').body;
    expect(
      await strict(fromShopify('checkouts/update', body, { 'x-shopify-shop-domain': 'other.myshopify.com' })),
    ).toMatchObject({
      statusCode: 403,
    });
    expect(
      await strict(fromShopify('checkouts/update', body, { 'x-shopify-shop-domain': '' })),
    ).toMatchObject({ statusCode: 403 });
    expect(world.sent).toHaveLength(1);
  });

  test('where no shop of the platform is listed, every shop may call', async () => {
    for (const shops of [{}, { shopify: [] }, { shopware: ['other.example'] }])
      expect(await openDoor(world, shops)(shopifyFixture('checkouts-update'))).toMatchObject({
        statusCode: 200,
      });
  });

  test('shops that are no JSON stop the function at its start, with an example', () => {
    expect(() => openDoor(world, [])).toThrow(/SHOPS must be JSON such as/);
  });

  test('an unknown platform is 404, GET is 405, and 5 MB are too much', async () => {
    expect(await door(request('nobody', Buffer.from(''), {}))).toMatchObject({ statusCode: 404 });
    expect(await door(request('__proto__', Buffer.from(''), {}))).toMatchObject({ statusCode: 404 });
    expect(await door(request('shopify', Buffer.from(''), {}, 'GET'))).toMatchObject({ statusCode: 405 });
    for (const [bytes, statusCode] of [
      [5 * 1024 * 1024, 401],
      [5 * 1024 * 1024 + 1, 413],
    ] as const)
      expect(await door(request('shopify', Buffer.alloc(bytes), {}))).toMatchObject({ statusCode });
    const umlauts = { body: 'ü'.repeat(3 * 1024 * 1024), isBase64Encoded: false };
    expect(await door({ ...request('shopify', Buffer.from(''), {}), ...umlauts })).toMatchObject({
      statusCode: 413,
    });
  });
});

describe('when AWS is not well', () => {
  test('a queue that does not accept is answered 503, to be sent again', async () => {
    world.sqs.on(SendMessageCommand).rejects(new Error('throttled'));
    const answer = await door(shopifyFixture('checkouts-update'));
    expect(answer).toMatchObject({ statusCode: 503, headers: { 'retry-after': '30' } });
  });

  test('a quarantine that cannot be written is answered 503', async () => {
    world.s3.on(PutObjectCommand).rejects(new Error('slow down'));
    expect(await door(fromShopify('orders/create', 'x'))).toMatchObject({ statusCode: 503 });
  });

  test('secrets that cannot be read are answered 503 at first and served from memory later', async () => {
    world.secretsManager.on(GetSecretValueCommand).rejects(new Error('down'));
    expect(await door(shopifyFixture('checkouts-update'))).toMatchObject({ statusCode: 503 });
    world = freshWorld();
    expect(await door(shopifyFixture('checkouts-update'))).toMatchObject({ statusCode: 200 });
    world.secretsManager.on(GetSecretValueCommand).rejects(new Error('down'));
    world.now += 60 * 60_000;
    expect(await door(shopifyFixture('checkouts-update'))).toMatchObject({ statusCode: 200 });
  });
});
