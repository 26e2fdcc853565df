/** Newsletter recipients and accounts of Shopware. */
import { beforeEach, describe, expect, test } from 'vitest';
import { type Doorway, freshWorld, onlyEvent, openDoor, type World } from '../../support/door.ts';
import { fromShopware, recordedJson } from '../../support/webhooks.ts';
import { knownBy, translated } from './translated.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  world.now = Date.parse('2026-11-22T08:00:00Z');
  door = openDoor(world);
});

type Body = { data: { event: string; payload: Record<string, unknown> }; source: object; timestamp: number };

const confirmed = (): Body => ({
  ...(recordedJson('shopware/newsletter.confirm') as Body),
  timestamp: Math.floor(world.now / 1_000),
});

/** An event of its own, signed now. */
const post = (event: string, payload: unknown, source: object = { eventId: `id of ${event}` }) =>
  door(
    fromShopware({
      data: { event, payload },
      source: { url: 'https://deichkind.example', shopId: 'Kx81mZpQ0rTa', ...source },
      timestamp: Math.floor(world.now / 1_000),
    }),
  );

describe('a newsletter of Shopware', () => {
  const recipient = (change: object) => ({
    newsletterRecipient: {
      ...(confirmed().data.payload['newsletterRecipient'] as object),
      ...change,
    },
  });

  test('that was confirmed is a double opt-in, from when it was confirmed', async () => {
    await door(fromShopware(confirmed()));
    expect(onlyEvent(world).event).toMatchObject({
      name: 'consent.given',
      at: Date.parse('2026-11-20T18:40:00Z'),
      data: { channel: 'email', basis: 'double-opt-in', customer: { email: 'meta.janssen@example.net' } },
    });
  });

  test('that asks for no confirmation proves less', async () => {
    await post('newsletter.confirm', recipient({ status: 'direct', confirmedAt: null }));
    expect(onlyEvent(world).event.data).toMatchObject({ basis: 'single-opt-in' });
  });

  test.each([{ confirmedAt: null }, { status: 'notSet' }, { status: 'constructor' }])(
    'that was confirmed with %j is no consent, and an operator looks at it',
    async (change) => {
      expect(await post('newsletter.confirm', recipient(change))).toMatchObject({ statusCode: 202 });
      expect(world.sent).toEqual([]);
    },
  );

  test.each([
    ['newsletter.register', 'consent.requested'],
    ['newsletter.unsubscribe', 'consent.withdrawn'],
  ])('by %s is %s, and the link in it is not kept', async (event, name) => {
    const url = 'https://deichkind.example/newsletter-subscribe?em=secret&hash=secret';
    await post(event, { ...recipient({ status: 'notSet' }), url });
    expect(onlyEvent(world).event.name).toBe(name);
    expect(JSON.stringify(world.sent)).not.toContain('secret');
  });
});

describe('an account of Shopware', () => {
  const customer = { id: 'c1', email: 'hauke.behrens@example.org', firstName: 'Hauke', guest: false };

  test('proves whose the address is', async () => {
    await post('checkout.customer.register', {
      customer: { ...customer, createdAt: '2026-11-20T18:00:00Z' },
    });
    const { event } = onlyEvent(world);
    expect(event).toMatchObject({ name: 'customer.created', at: Date.parse('2026-11-20T18:00:00Z') });
    expect(event.identities[0]).toMatchObject({ kind: 'email', by: 'account' });
  });

  test.each(['checkout.customer.register', 'checkout.customer.deleted'])(
    'of a guest is none: %s',
    async (event) => {
      await post(event, { customer: { ...customer, guest: true } });
      expect(world.sent).toEqual([]);
    },
  );

  test('that is gone takes its owner along, and counts once in every attempt', () => {
    const body = {
      data: { event: 'checkout.customer.deleted', payload: { customer } },
      source: { eventId: 'e' },
    };
    expect(translated({ ...body, timestamp: 1 }, world.now)).toMatchObject({
      events: [{ name: 'customer.erased', data: { customer: { customer_id: 'c1' } } }],
    });
    expect(knownBy({ ...body, timestamp: 1 })).toEqual(knownBy({ ...body, timestamp: 2 }));
  });
});
