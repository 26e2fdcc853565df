/** CloudEvents in every form that can be read, from the request to the input in the queue. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Doorway, freshWorld, NOW, onlyEvent, openDoor, type World } from '../../support/door.ts';
import { CLOUDEVENTS_TOKEN, recorded, request, STANDARD_SECRET } from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

describe('CloudEvents', () => {
  const { body, headers } = recorded('cloudevents/order.placed.structured');
  const bearer = (token: string) => ({ ...headers, authorization: `Bearer ${token}` });

  test('in structured form with a bearer token lose the prefix of their type', async () => {
    expect(await door(request('standard', body, bearer(CLOUDEVENTS_TOKEN)))).toMatchObject({
      statusCode: 200,
    });
    expect(onlyEvent(world).event).toMatchObject({
      id: 'https://werkstatt.example/shop/7#b3c1d7f0-0001',
      name: 'order.placed',
      at: Date.parse('2026-11-20T18:09:00Z'),
      data: { order_id: 'V-20088' },
    });
  });

  test.each([
    ['the token', CLOUDEVENTS_TOKEN, 200],
    ['a wrong token', 'fixture-cloudevents-tokem', 401],
    ['the secret that signs', STANDARD_SECRET, 401],
    ['the key inside that secret', 'fixture-standard-webhooks-key-01', 401],
  ])('with %s as token are answered %s', async (_, token, status) => {
    expect(await door(request('standard', body, bearer(token)))).toMatchObject({ statusCode: status });
  });

  test('with a wrong signature are refused even beside a right token', async () => {
    const wrong = {
      ...bearer(CLOUDEVENTS_TOKEN),
      'webhook-id': 'a',
      'webhook-timestamp': String(NOW / 1000),
      'webhook-signature': 'v1,AAAA',
    };
    expect(await door(request('standard', body, wrong))).toMatchObject({ statusCode: 401 });
  });

  test('in binary form take their envelope from the headers', async () => {
    const binary = {
      'content-type': 'application/json',
      authorization: `Bearer ${CLOUDEVENTS_TOKEN}`,
      'ce-specversion': '1.0',
      'ce-id': '9',
      'ce-source': '/shop',
      'ce-type': 'org.example.acme.ping',
    };
    await door(request('standard', Buffer.from('{"customer":{"email":"okko@example.net"}}'), binary));
    expect(onlyEvent(world).event).toMatchObject({ id: '/shop#9', name: 'org.example.acme.ping', at: NOW });
  });

  test('are greeted when they ask whether they may send here', async () => {
    const answer = await door(
      request('standard', Buffer.from(''), { 'webhook-request-origin': 'events.example.com' }, 'OPTIONS'),
    );
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'webhook-allowed-origin': 'events.example.com' },
    });
  });

  test('in batches have no reader', async () => {
    expect(
      await door(
        request('standard', Buffer.from('[]'), {
          ...bearer(CLOUDEVENTS_TOKEN),
          'content-type': 'application/cloudevents-batch+json',
        }),
      ),
    ).toMatchObject({ statusCode: 415 });
  });
});
