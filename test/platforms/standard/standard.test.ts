/** Our own events in Standard Webhooks bodies, from the signed request to the input in the queue. */
import { beforeEach, describe, expect, test } from 'vitest';
import { profileIdOf } from '../../../core/identity/identity.ts';
import {
  bodyOf,
  type Doorway,
  freshWorld,
  IDENTITY_KEY,
  NOW,
  onlyEvent,
  openDoor,
  quarantined,
  type World,
} from '../../support/door.ts';
import { fromStandard, recorded } from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

describe('our own events', () => {
  const event = (type: string, data: object, timestamp: string | null = '2026-11-21T07:59:00Z') => ({
    type,
    timestamp,
    data,
  });
  const jette = { email: 'Jette@Example.org ' };

  test('the recorded Standard Webhooks order is accepted at the time it was sent', async () => {
    const { body, headers } = recorded('standard-webhooks/order.placed');
    world.now = Number(headers['webhook-timestamp']) * 1000 + 4 * 60_000;
    const signed = fromStandard(body.toString(), {
      at: Number(headers['webhook-timestamp']) * 1000,
      id: headers['webhook-id'] ?? '',
    });
    expect(await door(signed)).toMatchObject({ statusCode: 200 });
    expect(onlyEvent(world).event).toMatchObject({
      id: 'msg_2kWPBgLlAfxdpx2AI54p0001',
      name: 'order.placed',
      source: 'standard',
      data: { order_id: 'V-20087', total: '35.20' },
    });
  });

  test('are known again by their webhook id, however often they are signed anew', async () => {
    const body = event('order.placed', { order_id: 'V-1', customer: jette });
    await door(fromStandard(body, { at: NOW, id: 'msg_a' }));
    await door(fromStandard(body, { at: NOW + 60_000, id: 'msg_a' }));
    expect(new Set(world.sent.map(({ inputId }) => inputId)).size).toBe(1);
  });

  test.each([-6, 6])('signed %i minutes away are refused as a replay', async (minutes) => {
    const answer = await door(
      fromStandard(event('acme.ping', { customer: jette }), { at: NOW + minutes * 60_000 }),
    );
    expect([answer.statusCode, bodyOf(answer).error]).toEqual([401, 'signature-outdated']);
  });

  test.each([
    ['another id', { 'webhook-id': 'msg_2' }],
    ['another time', { 'webhook-timestamp': String(NOW / 1000 + 1) }],
    ['a time that is no number', { 'webhook-timestamp': `${NOW / 1000}abc` }],
    ['only an unknown version of signature', { 'webhook-signature': 'v1a,AAAA' }],
  ])('with %s than was signed are refused', async (_, headers) => {
    expect(
      await door(fromStandard(event('acme.ping', { customer: jette }), { at: NOW, headers })),
    ).toMatchObject({ statusCode: 401 });
  });

  test('may carry several signatures, of which one must be right', async () => {
    const signed = fromStandard(event('acme.ping', { customer: jette }), { at: NOW });
    const several = {
      ...signed.headers,
      'webhook-signature': `v1,AAAA v1a,BBBB ${signed.headers['webhook-signature']}`,
    };
    expect(await door({ ...signed, headers: several })).toMatchObject({ statusCode: 200 });
  });

  test('consent counts from when it was confirmed', async () => {
    const data = {
      customer: jette,
      channel: 'email',
      purpose: 'marketing',
      basis: 'double-opt-in',
      evidence: { text_version: 'v1', source: 'footer form', confirmed_at: '2026-10-01T10:00:00+02:00' },
    };
    await door(fromStandard(event('consent.given', data), { at: NOW }));
    expect(onlyEvent(world).event).toMatchObject({
      at: Date.parse('2026-10-01T08:00:00Z'),
      data: { evidence: { text_version: 'v1', confirmed_at: '2026-10-01T10:00:00+02:00' } },
    });
  });

  test('a withdrawal counts from when it was told, whatever old proof it carries', async () => {
    await door(
      fromStandard(
        event('consent.withdrawn', {
          customer: jette,
          channel: 'email',
          evidence: { confirmed_at: '2020-01-01T00:00:00Z' },
        }),
        {
          at: NOW,
        },
      ),
    );
    expect(onlyEvent(world).event).toMatchObject({ at: NOW - 60_000, data: { purpose: 'marketing' } });
  });

  test('a withdrawal goes to every number that it names, because nothing shows that they are one person', async () => {
    const customer = { phone: '+49 171 3920011', whatsapp_id: 'DE.77' };
    await door(fromStandard(event('consent.withdrawn', { customer, channel: 'whatsapp' }), { at: NOW }));
    expect(world.sent.map(({ profileId }) => profileId)).toEqual([
      profileIdOf(IDENTITY_KEY, 'phone', '+491713920011'),
      profileIdOf(IDENTITY_KEY, 'whatsapp', 'DE.77'),
    ]);
    expect(new Set(world.sent.map(({ inputId }) => inputId)).size).toBe(2);
  });

  test('consent with a date nobody can read is kept aside', async () => {
    expect(
      await door(
        fromStandard(
          event('consent.given', {
            customer: jette,
            channel: 'email',
            evidence: { confirmed_at: 'yesterday' },
          }),
          { at: NOW },
        ),
      ),
    ).toMatchObject({ statusCode: 202 });
  });

  test('a review goes to its product and to the customer who wrote it', async () => {
    await door(
      fromStandard(
        event('review.submitted', {
          customer: jette,
          product_id: 8101,
          rating: '5',
          text: 'Good',
          author: 'J.',
        }),
        { at: NOW },
      ),
    );
    expect(world.sent.map(({ kind, profileId }) => [kind, profileId])).toEqual([
      ['catalogue', 'product-8101'],
      ['event', profileIdOf(IDENTITY_KEY, 'email', 'jette@example.org')],
    ]);
  });

  test('a review by nobody known still goes to its product', async () => {
    await door(fromStandard(event('review.submitted', { product_id: 'ä/1', rating: 4 }), { at: NOW }));
    expect(onlyEvent(world)).toMatchObject({
      kind: 'catalogue',
      profileId: expect.stringMatching(/^product-[0-9a-v]{25}$/),
    });
  });

  test('an own name is accepted with everything in its data', async () => {
    await door(
      fromStandard(
        event('acme.ping', {
          customer: { ...jette, phone: '0171 3920011' },
          nested: { list: [1, 'zwei', null] },
        }),
        { at: NOW },
      ),
    );
    expect(onlyEvent(world).event).toMatchObject({
      name: 'acme.ping',
      data: {
        customer: { email: 'jette@example.org', phone: '+491713920011' },
        nested: { list: [1, 'zwei', null] },
      },
    });
  });

  test.each([
    ['about nobody', event('order.placed', { order_id: 'V-1' })],
    ['with a name only the engine uses', event('message.bounced', { customer: jette })],
    ['with a name every object answers to', event('toString', { customer: jette })],
    [
      'with a key that reaches into prototypes',
      '{"type":"acme.ping","timestamp":"2026-11-21T07:59:00Z","data":{"customer":{"email":"a@example.org"},"deep":{"__proto__":{"admin":true}}}}',
    ],
    ['with more own data than fits', event('acme.ping', { customer: jette, text: 'x'.repeat(17_000) })],
    ['with a time without an offset', event('acme.ping', { customer: jette }, '2026-11-21T07:59:00')],
    ['with a day that does not exist', event('acme.ping', { customer: jette }, '2026-02-30T07:59:00Z')],
    ['without data', { type: 'acme.ping', timestamp: '2026-11-21T07:59:00Z' }],
    [
      'with a cart that does not say what is in it',
      event('checkout.updated', { checkout_id: 'c-1', customer: jette }),
    ],
    ['with a body that is no JSON', '{"type":'],
  ])('%s are kept aside', async (_, body) => {
    expect(await door(fromStandard(body, { at: NOW }))).toMatchObject({ statusCode: 202 });
    expect(world.sent).toEqual([]);
    expect(quarantined(world)).toHaveLength(1);
  });

  test('a form is no event', async () => {
    expect(
      await door(
        fromStandard('a=b', { at: NOW, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
      ),
    ).toMatchObject({
      statusCode: 415,
    });
  });
});
