/** Moments and money of Shopify's refunds, and whom a withdrawal names, as they reach the queue. */
import { beforeEach, expect, it } from 'vitest';
import { addressed } from '../../platforms/understand.ts';
import { type Doorway, freshWorld, onlyEvent, openDoor, type World } from '../support/door.ts';
import { fromShopify, recordedJson } from '../support/webhooks.ts';

let world: World;
let door: Doorway;
beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

const REFUND = recordedJson('shopify/refunds-create');
const [TRANSACTION] = REFUND['transactions'] as readonly object[];
const sums = (amount: string, code: string) => ({ amount, currency_code: code });

it('a refund of Shopify is as old as the moment in which it was processed', async () => {
  const dates = { created_at: '2026-11-20T10:00:00+01:00', processed_at: '2026-11-20T12:00:00+01:00' };
  await door(fromShopify('refunds/create', { ...REFUND, ...dates }));
  expect(onlyEvent(world).event.at).toBe(Date.parse(dates.processed_at));
});

it('a refund of Shopify without lines is converted at the rate of what it adjusts', async () => {
  const body = {
    ...REFUND,
    refund_line_items: [],
    total_duties_set: null,
    order_adjustments: [
      { amount_set: { shop_money: sums('-50.00', 'EUR'), presentment_money: sums('-47.50', 'CHF') } },
    ],
    transactions: [{ ...TRANSACTION, amount: '9.50', currency: 'CHF' }],
  };
  await door(fromShopify('refunds/create', body));
  expect(onlyEvent(world).event.data).toMatchObject({ amount: '10.00', currency: 'EUR' });
});

it('a test order of Shopify gives nothing back, whatever refunds it lists', async () => {
  const order = { ...recordedJson('shopify/orders-paid'), test: true, refunds: [REFUND] };
  await door(fromShopify('orders/updated', order));
  expect(world.sent.map((input) => input.kind === 'event' && input.event.name)).not.toContain(
    'order.refunded',
  );
});

it('a withdrawal by two numbers reaches whoever has either, and each by its own number alone', () => {
  const now = Date.parse('2026-11-21T08:00:00Z');
  const withdrawal = {
    ...{ id: 'w-1', name: 'consent.withdrawn', at: now },
    data: { customer: { phone: '+5511987654321', whatsapp_id: 'DE.18340000000000001' }, channel: 'whatsapp' },
  };
  const told = addressed(
    { kind: 'events', events: [withdrawal] },
    { platform: { name: 'standard' }, key: 'k', receivedAt: now, now },
  );
  const inputs = told.kind === 'inputs' ? told.inputs : [];
  const events = inputs.flatMap((input) => (input.kind === 'event' ? [input.event] : []));
  const kinds = events.map(({ identities }) => [...new Set(identities.map(({ kind }) => kind))]);
  expect(kinds).toEqual([['phone', 'whatsapp'], ['whatsapp']]);
});
