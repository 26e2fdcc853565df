/**
 * Replaying the quarantine: payloads that can now be understood go to the queue and leave, the rest stays.
 */
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { beforeEach, expect, test } from 'vitest';
import { freshWorld, NOW, onlyEvent, openDoor, quarantined, replayer, type World } from '../support/door.ts';
import { fromShopify, recorded } from '../support/webhooks.ts';

let world: World;

beforeEach(() => {
  world = freshWorld();
});

/** A payload that could not be understood when it came, but can be today. */
const keep = (platform: string, topic: string, body: string | Buffer, encoding = 'utf8'): string => {
  const key = `quarantine/${platform}/${world.objects.size}.json`;
  const headers = { 'x-shopify-topic': topic, 'x-shopify-shop-domain': 'nordlicht-tee.myshopify.com' };
  world.objects.set(
    key,
    JSON.stringify({
      platform,
      reason: 'then',
      receivedAt: NOW - 60_000,
      headers,
      encoding,
      body: body.toString(),
    }),
  );
  return key;
};

test('what is understood by now goes to the queue as if it had just come, and leaves the quarantine', async () => {
  keep('shopify', 'checkouts/update', recorded('shopify/checkouts-update').body);
  keep('shopify', 'carts/update', '{}');
  keep('shopify', 'orders/create', '{"id":');
  expect(await replayer(world)({})).toEqual({
    understood: 1,
    ignored: 1,
    gone: 0,
    more: false,
    stillNotUnderstood: [{ key: 'quarantine/shopify/2.json', reason: 'the body is not JSON' }],
  });
  expect(onlyEvent(world)).toMatchObject({ receivedAt: NOW, event: { name: 'checkout.updated' } });
  expect(quarantined(world).map(({ key }) => key)).toEqual(['quarantine/shopify/2.json']);
});

test('is the same event as its delivery would have been, so running it twice is harmless', async () => {
  await openDoor(world)(fromShopify('checkouts/update', recorded('shopify/checkouts-update').body));
  keep('shopify', 'checkouts/update', recorded('shopify/checkouts-update').body);
  await replayer(world)({});
  expect(await replayer(world)({})).toMatchObject({ understood: 0 });
  expect(new Set(world.sent.map(({ inputId }) => inputId)).size).toBe(1);
});

test('times are judged by the moment of the first receipt', async () => {
  const body = JSON.stringify({
    type: 'acme.ping',
    timestamp: new Date(NOW).toISOString(),
    data: { customer: { email: 'okko@example.net' } },
  });
  keep('standard', '', body);
  await replayer(world)({});
  expect(onlyEvent(world).event).toMatchObject({ at: NOW - 60_000, statedAt: NOW });
});

test('what only showed a bearer token when it came erases nobody now, whoever replays it', async () => {
  const timestamp = new Date(NOW - 60_000).toISOString();
  const data = { customer: { email: 'okko@example.net' } };
  for (const type of ['customer.erased', 'customer.data_requested'])
    keep('standard', '', JSON.stringify({ type, timestamp, data }));
  const { stillNotUnderstood, understood } = await replayer(world)({});
  expect([stillNotUnderstood.length, understood, world.sent]).toEqual([2, 0, []]);
  expect(stillNotUnderstood[0]?.reason).toContain('must be signed');
});

test('a payload stays while the queue does not accept it', async () => {
  keep('shopify', 'checkouts/update', recorded('shopify/checkouts-update').body);
  world.sqs.on(SendMessageCommand).rejects(new Error('throttled'));
  await expect(replayer(world)({})).rejects.toThrow('throttled');
  expect(quarantined(world)).toHaveLength(1);
});

test('only the keys that were asked for are tried, and those that are gone are counted', async () => {
  const key = keep('shopify', 'checkouts/update', recorded('shopify/checkouts-update').body);
  keep('shopify', 'checkouts/update', recorded('shopify/checkouts-create').body);
  expect(await replayer(world)({ keys: [key, 'quarantine/shopify/none.json'] })).toMatchObject({
    understood: 1,
    gone: 1,
  });
  expect(quarantined(world)).toHaveLength(1);
});

test('a limit is kept, and the answer says that there is more', async () => {
  for (const _ of [1, 2, 3]) keep('shopify', 'carts/update', '{}');
  expect(await replayer(world)({ limit: 2 })).toMatchObject({ ignored: 2, more: true });
  expect(await replayer(world)({ limit: 2 })).toMatchObject({ ignored: 1, more: false });
});

test('bytes that are no text and platforms that are gone stay where they are', async () => {
  keep('shopify', 'checkouts/update', '//4=', 'base64');
  keep('gone', 'checkouts/update', '{}');
  expect((await replayer(world)({})).stillNotUnderstood).toHaveLength(2);
});

test.each([{ keys: ['inputs/x'] }, { limit: 0 }, { unknown: 1 }])(
  'the request %o is refused',
  async (event) => {
    await expect(replayer(world)(event)).rejects.toThrow();
  },
);
