/**
 * Amounts as shops write them, from the signed request to the queue: they are read, or reported to an
 * operator.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import {
  bodyOf,
  type Doorway,
  freshWorld,
  NOW,
  onlyEvent,
  openDoor,
  quarantined,
  replayer,
  type World,
} from '../../support/door.ts';
import { formsFixture } from '../../support/forms.ts';
import { fromShopify, fromStandard, recordedJson } from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

describe('amounts with the noise of binary fractions', () => {
  test('of an order are what was meant', async () => {
    const answer = await door(fromStandard(formsFixture('order-with-noisy-amounts.json'), { at: NOW }));
    expect([answer.statusCode, quarantined(world)]).toEqual([200, []]);
    expect(onlyEvent(world).event).toMatchObject({
      data: { total: '38.70', items: [{ unit_price: '12.90' }] },
    });
    expect(onlyEvent(world).event).not.toHaveProperty('unread');
  });

  test('of a cart are what was meant', async () => {
    await door(fromStandard(formsFixture('cart-with-noisy-amounts.json'), { at: NOW }));
    expect(onlyEvent(world).event.data).toMatchObject({ total: '28.62', items: [{ unit_price: '14.31' }] });
  });
});

const order = (change: object) => ({
  type: 'order.placed',
  timestamp: '2026-11-21T07:59:00Z',
  data: {
    order_id: 'o-1',
    customer: { email: 'jette@example.org' },
    currency: 'EUR',
    total: '15.12',
    ...change,
  },
});

describe('amounts that are no decimal numbers', () => {
  test.each([
    [{ total: '15,12' }, ['total']],
    [{ total: '1.299,00' }, ['total']],
    [{ total: '15.12 EUR' }, ['total']],
    [{ total: '€15.12' }, ['total']],
    [{ currency: '€' }, ['currency']],
    [{ currency: null }, ['currency']],
    [{ items: [{ product_id: '1', unit_price: '7,56' }] }, ['items[].unit_price']],
  ])('leave the order, a note on it, and the payload where a person finds it: %j', async (change, unread) => {
    const answer = await door(fromStandard(order(change), { at: NOW }));
    expect([answer.statusCode, bodyOf(answer)]).toEqual([202, { status: 'quarantined' }]);
    expect(onlyEvent(world).event).toMatchObject({ name: 'order.placed', unread, data: { order_id: 'o-1' } });
    const [kept, ...others] = quarantined(world);
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ reason: `order.placed: ${unread.join(', ')} could not be read` });
  });

  test('stay in quarantine after a replay, until they can be read', async () => {
    await door(fromStandard(order({ total: '15,12' }), { at: NOW }));
    const before = onlyEvent(world).inputId;
    expect(await replayer(world)({})).toMatchObject({ understood: 0, stillNotUnderstood: [{}] });
    expect(world.sent.map(({ inputId }) => inputId)).toEqual([before, before]);
    expect(quarantined(world)).toHaveLength(1);
  });

  test('in Shopify are told as well', async () => {
    const body = { ...recordedJson('shopify/orders-create'), total_price: '35,20', currency: '€' };
    expect(await door(fromShopify('orders/create', body))).toMatchObject({ statusCode: 202 });
    expect(onlyEvent(world).event.unread).toEqual(expect.arrayContaining(['total', 'currency']));
  });
});

describe('fields beside the amounts', () => {
  test('are told on the event and keep nothing in quarantine', async () => {
    const answer = await door(
      fromStandard(order({ customer: { email: 'jette@example.org', phone: '123', locale: '??' } }), {
        at: NOW,
      }),
    );
    expect([answer.statusCode, quarantined(world)]).toEqual([200, []]);
    expect(onlyEvent(world).event.unread?.toSorted()).toEqual(['customer.locale', 'customer.phone']);
  });

  test('are named where nobody is left that the event could be about', async () => {
    await door(fromStandard(order({ customer: { email: 'jette at example.org' } }), { at: NOW }));
    expect(quarantined(world)[0]?.reason).toMatch(/these fields could not be read: customer\.email$/);
    expect(quarantined(world)[0]?.reason).not.toContain('jette');
  });
});
