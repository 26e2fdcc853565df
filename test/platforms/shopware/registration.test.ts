/** A shop of Shopware registers, confirms and signs with the secret that it got; copies come too late. */
import { beforeEach, describe, expect, test } from 'vitest';
import { bodyOf, type Doorway, freshWorld, openDoor, quarantined, type World } from '../../support/door.ts';
import {
  fromShopware,
  hexSignature,
  recordedJson,
  request,
  SHOPWARE_APP_SECRET,
} from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

const seconds = () => String(Math.floor(world.now / 1_000));
const SHOP = { id: 'Kx81mZpQ0rTa', url: 'https://deichkind.example' };

const registers = (
  { secret = SHOPWARE_APP_SECRET, shop = SHOP, timestamp = seconds() } = {},
  by: Doorway = door,
) => {
  const query = `shop-id=${shop.id}&shop-url=${shop.url}&timestamp=${timestamp}`;
  const asked = request(
    'shopware',
    Buffer.from(''),
    { 'shopware-app-signature': hexSignature(query, secret) },
    'GET',
  );
  return by({
    ...asked,
    rawQueryString: new URLSearchParams({ 'shop-id': shop.id, 'shop-url': shop.url, timestamp }).toString(),
    queryStringParameters: { 'shop-id': shop.id, 'shop-url': shop.url, timestamp },
  });
};

const placed = (change: object = {}) => ({
  ...recordedJson('shopware/checkout.order.placed'),
  timestamp: Number(seconds()),
  ...change,
});

describe('a shop that registers', () => {
  test('gets a proof, a secret of its own and the address to confirm at', async () => {
    const answer = await registers();
    expect(answer.statusCode).toBe(200);
    expect(bodyOf(answer)).toEqual({
      proof: hexSignature(`${SHOP.id}${SHOP.url}Stammkunde`, SHOPWARE_APP_SECRET),
      secret: expect.stringMatching(/^[0-9a-f]{64}$/),
      confirmation_url: 'https://hooks.example.com/webhooks/shopware',
    });
  });

  test('signs with that secret, and no other shop does', async () => {
    const { secret } = bodyOf(await registers()) as { secret: string };
    expect(await door(fromShopware(placed(), secret))).toMatchObject({ statusCode: 200 });
    const other = placed({ source: { url: SHOP.url, shopId: 'another', eventId: 'e' } });
    expect(await door(fromShopware(other, secret))).toMatchObject({ statusCode: 401 });
    expect(world.sent).toHaveLength(1);
  });

  test('gets the same secret again, which a new secret of the app ends', async () => {
    const [first, second] = [bodyOf(await registers()), bodyOf(await registers())];
    expect(first).toEqual(second);
    world.secrets['webhooks'] = JSON.stringify({ shopware_app: 'new' });
    const { secret } = first as { secret: string };
    const anew = openDoor(world);
    expect(await anew(fromShopware(placed(), secret))).toMatchObject({ statusCode: 401 });
    expect(await registers({ secret: 'new' }, anew)).toMatchObject({ statusCode: 200 });
  });

  test('confirms with its API keys, of which nothing is kept', async () => {
    const { secret } = bodyOf(await registers()) as { secret: string };
    const keys = { apiKey: 'SWIA1', secretKey: 'shop-api-key', shopId: SHOP.id, shopUrl: SHOP.url };
    expect(await door(fromShopware({ ...keys, timestamp: seconds() }, secret))).toMatchObject({
      statusCode: 200,
    });
    expect([world.sent, quarantined(world), world.objects.size]).toEqual([[], [], 0]);
  });

  test.each([
    ['another secret', { secret: 'guessed' }, 401],
    ['an empty secret', { secret: '' }, 401],
    ['a request of six minutes ago', { timestamp: '1795247640' }, 401],
    ['no shop', { shop: { id: '', url: SHOP.url } }, 400],
    ['no time', { timestamp: 'now' }, 400],
  ])('by %s is refused', async (_, change, status) => {
    const answer = await registers(change);
    expect(answer.statusCode).toBe(status);
    expect(answer.body).not.toContain('proof');
  });

  test('that is not among those that may call is refused before it gets a secret', async () => {
    const listed = openDoor(world, { shopware: ['other.example'] });
    expect(await registers({}, listed)).toMatchObject({ statusCode: 403 });
  });
});

describe('a signed body of Shopware', () => {
  test.each([
    [-6 * 60, 401],
    [-4 * 60, 200],
    [4 * 60, 200],
    [6 * 60, 401],
  ])('that was signed %i seconds from now is answered with %i', async (ago, status) => {
    const body = placed({ timestamp: Number(seconds()) + ago });
    expect(await door(fromShopware(body))).toMatchObject({ statusCode: status });
  });

  test('names its shop itself, and only listed ones are let in', async () => {
    const listed = openDoor(world, { shopware: ['deichkind.example'] });
    expect(await listed(fromShopware(placed()))).toMatchObject({ statusCode: 200 });
    const other = placed({ source: { url: 'https://other.example', shopId: SHOP.id, eventId: 'e' } });
    expect(await listed(fromShopware(other))).toMatchObject({ statusCode: 403 });
    const nameless = placed({ source: { shopId: SHOP.id, eventId: 'e' } });
    expect(await listed(fromShopware(nameless))).toMatchObject({ statusCode: 403 });
  });

  test('without a signature, as webhooks without an app send it, is refused', async () => {
    const body = Buffer.from(JSON.stringify(placed()));
    expect(await door(request('shopware', body, {}))).toMatchObject({ statusCode: 401 });
  });
});
