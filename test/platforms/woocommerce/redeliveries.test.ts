/** What bodies of WooCommerce have in common: one thing has one id, and comes to one end in any order. */
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { platformOf } from '../../../platforms/lookup.ts';
import { type Doorway, freshWorld, openDoor, type World } from '../../support/door.ts';
import { fromWoocommerce, recordedJson } from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

const order = () => recordedJson('woocommerce/order.created');
const names = () => world.sent.flatMap((input) => ('event' in input ? [input.event.name] : []));

describe('what a delivery tells', () => {
  const platform = platformOf('woocommerce');
  const idsOf = (body: object, headers: Record<string, string>) => {
    const translation = platform?.translate({
      headers: { 'x-wc-webhook-topic': 'order.updated', ...headers },
      body: JSON.stringify(body),
      now: world.now,
    });
    return translation?.kind === 'events' ? translation.events.map(({ id }) => id) : [];
  };

  test('has the same ids under any delivery, topic and shop in the headers', () => {
    const status = fc.constantFrom('pending', 'processing', 'completed', 'on-hold', 'refunded', 'cancelled');
    const headers = fc.record({
      'x-wc-webhook-delivery-id': fc.string(),
      'x-wc-webhook-id': fc.string(),
      'x-wc-webhook-source': fc.string(),
      'x-wc-webhook-topic': fc.constantFrom('order.created', 'order.updated', 'order.restored'),
    });
    void fc.assert(
      fc.property(status, headers, headers, (state, one, other) => {
        const body = { ...order(), status: state };
        expect(idsOf(body, one)).toEqual(idsOf(body, other));
        expect(idsOf(body, one)).not.toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  test('has another id where it says something else at the same second', () => {
    const [first] = idsOf({ ...order(), status: 'pending', date_paid_gmt: null, date_paid: null }, {});
    const [second] = idsOf(
      { ...order(), status: 'pending', date_paid_gmt: null, date_paid: null, total: '31.00' },
      {},
    );
    expect(first).not.toEqual(second);
  });

  test('is the same event when a webhook of orders made and one of orders changed both fire', async () => {
    await door(fromWoocommerce('order.created', order()));
    await door(fromWoocommerce('order.updated', order()));
    expect(names()).toEqual(['order.placed', 'order.paid', 'order.placed', 'order.paid']);
    expect(new Set(world.sent.map(({ inputId }) => inputId)).size).toBe(2);
  });
});
