/** Refunds of Shopify: what was given back, in which money, once each, and the way to their customer. */
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { bodyOf, type Doorway, freshWorld, onlyEvent, openDoor, type World } from '../../support/door.ts';
import { fromShopify, recordedJson, shopifyFixture } from '../../support/webhooks.ts';

let world: World;
let door: Doorway;

beforeEach(() => {
  world = freshWorld();
  door = openDoor(world);
});

const REFUND = recordedJson('shopify/refunds-create');
const [TRANSACTION] = REFUND['transactions'] as readonly object[];
const eventsOf = () =>
  world.sent.map((input) => {
    if (input.kind !== 'event') throw new Error(`expected an event, got ${input.kind}`);
    return input.event;
  });
const sums = (amount: string, code: string) => ({ amount, currency_code: code });

describe('a refund from Shopify', () => {
  test('states what was given back and belongs to whom its order belongs to', async () => {
    expect(await door(shopifyFixture('refunds-create'))).toMatchObject({ statusCode: 200 });
    const { event } = onlyEvent(world);
    expect(event).toMatchObject({
      name: 'order.refunded',
      at: Date.parse('2026-11-27T10:00:00+01:00') > world.now ? world.now : expect.any(Number),
      data: { order_id: '6100000000352', refund_id: '970001', amount: '12.90', currency: 'EUR' },
    });
    expect(event.identities).toMatchObject([
      { kind: 'anonymous', value: 'order:shopify/6100000000352' },
      { kind: 'anonymous', value: 'order:6100000000352', formerly: true },
    ]);
  });

  test.each([
    ['all that succeeded', [{ amount: '5.00' }, { amount: '2.50' }], '7.50'],
    ['nothing that failed', [{ amount: '5.00' }, { amount: '2.50', status: 'failure' }], '5.00'],
    ['nothing that waits', [{ amount: '5.00' }, { amount: '2.50', status: 'pending' }], '5.00'],
    ['refunds only', [{ amount: '5.00' }, { amount: '35.20', kind: 'sale' }], '5.00'],
    ['no tests', [{ amount: '5.00' }, { amount: '9.00', test: true }], '5.00'],
    ['the currency of its lines where none is stated', [{ amount: '5.00', currency: null }], '5.00'],
  ])('counts %s', async (_, changes, amount) => {
    const transactions = changes.map((change) => ({ ...TRANSACTION, ...change }));
    await door(fromShopify('refunds/create', { ...REFUND, transactions }));
    expect(onlyEvent(world).event.data).toMatchObject({ amount, currency: 'EUR' });
  });

  test.each([
    ['no transaction', []],
    ['a failed one', [{ ...TRANSACTION, status: 'failure' }]],
    ['a test', [{ ...TRANSACTION, test: true }]],
  ])('with %s gave nothing back', async (_, transactions) => {
    expect(bodyOf(await door(fromShopify('refunds/create', { ...REFUND, transactions })))).toMatchObject({
      status: 'ignored',
    });
    expect(world.sent).toEqual([]);
  });

  test('whose amount nobody can read is kept aside, and is never the whole order', async () => {
    const transactions = [{ ...TRANSACTION, amount: '12,90' }];
    expect(await door(fromShopify('refunds/create', { ...REFUND, transactions }))).toMatchObject({
      statusCode: 202,
    });
    expect(world.sent).toEqual([]);
  });

  test('in the buyer’s money counts in the shop’s, at the rate of its lines', async () => {
    const body = {
      ...REFUND,
      total_duties_set: null,
      refund_line_items: [
        {
          quantity: 1,
          subtotal_set: { shop_money: sums('109.00', 'EUR'), presentment_money: sums('103.55', 'CHF') },
        },
      ],
      transactions: [{ ...TRANSACTION, amount: '103.55', currency: 'CHF' }],
    };
    await door(fromShopify('refunds/create', body));
    expect(onlyEvent(world).event.data).toMatchObject({ amount: '109.00', currency: 'EUR' });
  });

  test('that an order lists is the same event', async () => {
    const order = {
      ...recordedJson('shopify/orders-paid'),
      financial_status: 'partially_refunded',
      refunds: [REFUND],
    };
    await door(shopifyFixture('refunds-create'));
    for (const topic of ['orders/updated', 'orders/fulfilled', 'orders/partially_fulfilled'])
      await door(fromShopify(topic, order));
    const refunds = eventsOf().filter(({ name }) => name === 'order.refunded');
    expect(refunds).toHaveLength(4);
    expect(new Set(refunds.map(({ id }) => id)).size).toBe(1);
    expect(refunds.map(({ data }) => data.amount)).toEqual(new Array(4).fill('12.90'));
    expect(refunds[1]?.identities[0]?.kind).toBe('email');
  });

  test.each([
    ['an edit added something', { total_price: '35.20', current_total_price: '45.20' }, '45.20'],
    ['an edit took something away', { total_price: '35.20', current_total_price: '22.30' }, '22.30'],
    [
      'nothing but a refund',
      { total_price: '35.20', current_total_price: '22.30', refunds: [REFUND] },
      '35.20',
    ],
    [
      'an edit and a refund',
      { total_price: '35.20', current_total_price: '32.30', refunds: [REFUND] },
      '45.20',
    ],
    [
      'lines left that nobody had paid',
      {
        total_price: '35.20',
        current_total_price: '22.30',
        refunds: [{ ...REFUND, transactions: [] }],
      },
      '22.30',
    ],
    ['no current total is told', { total_price: '35.20', current_total_price: undefined }, '35.20'],
    [
      'a refund cannot be read',
      {
        total_price: '35.20',
        current_total_price: '22.30',
        refunds: [{ ...REFUND, transactions: [{ ...TRANSACTION, amount: '12,90' }] }],
      },
      '35.20',
    ],
  ])('leaves the order its worth before refunds, where %s', async (_, fields, total) => {
    await door(fromShopify('orders/updated', { ...recordedJson('shopify/orders-paid'), ...fields }));
    const [changed] = eventsOf();
    expect([changed?.name, changed?.data.total]).toEqual(['order.updated', total]);
  });

  test('has one id under any number, order and time of deliveries', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1 }),
        fc.string(),
        fc.date({ noInvalidDate: true }),
        async (number, note, at) => {
          world.sent.length = 0;
          const body = { ...REFUND, id: number };
          await door(fromShopify('refunds/create', body));
          world.now += 60_000;
          await door(
            fromShopify(
              'refunds/create',
              { ...body, note, updated_at: at.toISOString() },
              { 'x-shopify-webhook-id': note.trim() },
            ),
          );
          expect(new Set(eventsOf().map(({ id }) => id)).size).toBe(1);
        },
      ),
      { numRuns: 20 },
    ));
});

describe('an order that changed', () => {
  const changed = (change: object) => ({ ...recordedJson('shopify/orders-create'), ...change });

  test.each(['orders/updated', 'orders/fulfilled', 'orders/partially_fulfilled'])(
    'says under %s what it has become',
    async (topic) => {
      await door(fromShopify(topic, changed({ financial_status: 'pending' })));
      await door(fromShopify(topic, changed({ financial_status: 'paid' })));
      await door(fromShopify(topic, recordedJson('shopify/orders-cancelled')));
      expect(eventsOf().map(({ name }) => name)).toEqual([
        'order.updated',
        'order.updated',
        'order.paid',
        'order.cancelled',
      ]);
    },
  );

  test('is the same event under each topic, and was paid once', async () => {
    for (const topic of ['orders/updated', 'orders/fulfilled'])
      await door(fromShopify(topic, changed({ financial_status: 'paid' })));
    const ids = (name: string) => eventsOf().flatMap((event) => (event.name === name ? [event.id] : []));
    expect([new Set(ids('order.updated')).size, new Set(ids('order.paid')).size]).toEqual([1, 1]);
    await door(
      fromShopify(
        'orders/updated',
        changed({ financial_status: 'paid', updated_at: '2026-11-21T07:00:00Z' }),
      ),
    );
    expect([new Set(ids('order.updated')).size, new Set(ids('order.paid')).size]).toEqual([2, 1]);
  });

  test.each(['orders/edited', 'orders/delete'])('%s is answered 2xx and left alone', async (topic) => {
    const body = {
      order_edit: { id: 1, order_id: 6100000000352, line_items: { additions: [], removals: [] } },
    };
    expect(bodyOf(await door(fromShopify(topic, body)))).toMatchObject({ status: 'ignored' });
    expect([world.sent, world.objects.size]).toEqual([[], 0]);
  });
});

describe('a request whose headers have no X-', () => {
  const without = ({ headers, ...rest }: ReturnType<typeof shopifyFixture>) => ({
    ...rest,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.replace(/^x-shopify-/, 'shopify-'), value]),
    ),
  });

  test('is the same request', async () => {
    expect(await door(without(shopifyFixture('orders-create')))).toMatchObject({ statusCode: 200 });
    await door(shopifyFixture('orders-create'));
    expect(new Set(eventsOf().map(({ id }) => id)).size).toBe(1);
  });

  test('may name a thing and an action instead of a topic', async () => {
    const { headers, ...rest } = without(shopifyFixture('customers-create'));
    const named = { ...headers, 'shopify-topic': 'Customer', 'shopify-action': 'update' };
    await door({ ...rest, headers: named });
    expect(onlyEvent(world).event.name).toBe('customer.updated');
  });

  test('is refused without a right signature, and from a shop that may not call', async () => {
    const { headers, ...rest } = without(shopifyFixture('orders-create'));
    const wrong = { ...headers, 'shopify-hmac-sha256': 'AAAA' };
    expect(await door({ ...rest, headers: wrong })).toMatchObject({ statusCode: 401 });
    const narrow = openDoor(world, { shopify: ['other.myshopify.com'] });
    expect((await narrow({ ...rest, headers })).statusCode).toBeGreaterThanOrEqual(400);
  });
});
