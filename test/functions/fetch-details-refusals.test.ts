/**
 * What the shop's API does (throttling, failing, silence, refusals, things that are gone) costs no notice.
 */
import { describe, expect, test } from 'vitest';
import { METRICS } from '../../contract/routes.ts';
import { LIMITS } from '../../core/limits.ts';
import { fetchDetails } from '../../functions/fetch-details/fetch-details.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { orderOf, STORE } from '../support/bigcommerce.ts';
import { dyingAt } from '../support/dying.ts';
import { noticedShop, ORDERED, TOKEN } from '../support/noticed-shop.ts';

const MINUTE_MS = 60_000;

const shop = noticedShop();
const { enter, notices, note, work, heard, names, waitsMs } = shop;

describe('a shop that cannot be asked', () => {
  test.each([
    ['throttles', { status: 429, headers: { 'x-rate-limit-time-reset-ms': '15000' } }, 15_000],
    ['throttles and says not how long', { status: 429 }, 5_000],
    ['fails', { status: 503 }, 5_000],
    ['says something else', { text: '<html>' }, 5_000],
    ['ends the connection', 'hang-up' as const, 5_000],
  ])('because it %s is asked later, and nothing is lost', async (_, reply, wait) => {
    shop.instead.push(reply);
    await note(...ORDERED);
    expect(await work()).toBe(0);
    expect([names(), waitsMs()]).toEqual([[], [wait]]);
    shop.aws.clock.moveTo(shop.aws.clock.now() + wait);
    await work();
    expect(names()).toEqual(['order.placed', 'order.paid']);
    expect(notices().peek()).toEqual([]);
  });

  test('between two of its answers is asked for all of it again', async () => {
    shop.instead.push(
      { json: orderOf() },
      { status: 429, headers: { 'x-rate-limit-time-reset-ms': '9000' } },
    );
    await note(...ORDERED);
    await work();
    expect([names(), waitsMs()]).toEqual([[], [9_000]]);
  });

  test('waits longer the older a notice is, and after a day it becomes a dead letter', async () => {
    await note(...ORDERED);
    for (const age of [0, 20 * MINUTE_MS]) {
      shop.instead.push({ status: 503 });
      shop.aws.clock.moveTo(shop.aws.clock.now() + age);
      await work();
    }
    expect(waitsMs()).toEqual([5 * MINUTE_MS]);
    shop.aws.clock.moveTo(shop.aws.clock.now() + LIMITS.detailsTriesMs);
    shop.instead.push(...Array.from({ length: 4 }, () => ({ status: 503 })));
    for (let receives = 0; receives < 4; receives += 1) {
      expect(await work()).toBe(1);
      shop.aws.clock.moveTo(shop.aws.clock.now() + 3 * MINUTE_MS);
    }
    await work();
    expect(shop.aws.standIns.sqs.queue(LOCAL.noticeDeadLetters).peek()).toHaveLength(1);
  });

  test('because its token is wrong or missing keeps every notice until it is entered', async () => {
    enter({ store_hash: STORE, access_token: 'old' });
    await note(...ORDERED);
    await work();
    expect([names(), waitsMs()]).toEqual([[], [LIMITS.detailsRefusedMs]]);
    enter({ store_hash: STORE, access_token: TOKEN });
    shop.aws.clock.moveTo(shop.aws.clock.now() + LIMITS.detailsRefusedMs);
    await work();
    expect(names()).toEqual(['order.placed', 'order.paid']);
    enter(undefined);
    await note('order/updated', { type: 'order', id: 3207 });
    await work();
    expect(waitsMs()).toEqual([LIMITS.detailsRefusedMs]);
  });

  test.each([
    ['refuses', { kind: 'refused', why: 'HTTP 401' }, 0, 1],
    ['has been silent for less than an hour', { kind: 'later', why: 'HTTP 503' }, 59 * MINUTE_MS, 0],
    ['has been silent for more than an hour', { kind: 'later', why: 'HTTP 503' }, 61 * MINUTE_MS, 1],
  ])('that %s is told to an operator, or not yet', async (_, said, age, told) => {
    const counted: string[] = [];
    const deps = {
      details: { read: async () => said },
      queues: { sendNotice: async () => {} },
      now: () => age,
      log: { info: () => {} },
      metrics: { count: (name: string) => counted.push(name) },
    };
    const thing = { kind: 'order', id: '3207' };
    const notice = { platform: 'bigcommerce', shop: 'k3xq9demo', thing, body: '{}', heardAt: 0 };
    await fetchDetails(deps as never, notice);
    expect(counted).toEqual(Array.from({ length: told }, () => METRICS.detailsRefused));
  });

  test('because the token is another store’s is not shown that token', async () => {
    enter({ store_hash: 'another', access_token: TOKEN });
    await note(...ORDERED);
    await work();
    expect([shop.api.asked, waitsMs()]).toEqual([[], [LIMITS.detailsRefusedMs]]);
  });
});

describe('a thing that the shop has no more', () => {
  test('is asked for again first, because the shop may not know it yet', async () => {
    delete shop.documents['v2/orders/3207'];
    await note(...ORDERED);
    await work();
    expect(waitsMs()).toEqual([LIMITS.detailsSettleMs]);
    shop.documents['v2/orders/3207'] = orderOf();
    shop.aws.clock.moveTo(shop.aws.clock.now() + LIMITS.detailsSettleMs);
    await work();
    expect(names()).toEqual(['order.placed', 'order.paid']);
  });

  test.each([
    ['order/updated', { id: 3208 }, []],
    ['customer/updated', { id: 13 }, []],
    ['cart/updated', { id: 'gone' }, ['checkout.updated']],
    ['subscriber/updated', { id: 6 }, ['consent.withdrawn']],
    ['product/updated', { id: 192 }, ['product.updated']],
  ])('after %s %j becomes %j, and nobody is forgotten for it', async (scope, data, told) => {
    shop.documents['v3/customers'] = [];
    await note(scope, data);
    await work();
    shop.aws.clock.moveTo(shop.aws.clock.now() + LIMITS.detailsSettleMs);
    expect(await work()).toBe(0);
    expect([names(), notices().peek()]).toEqual([told, []]);
  });
});

test('a crash at any call loses no notice, and what is told twice is the same', async () => {
  for (const when of ['before', 'after'] as const)
    for (let call = 1; call <= 4; call += 1) {
      await note(...ORDERED);
      await work(dyingAt(shop.aws.requestHandler, { call, when }));
      for (let turns = 0; turns < 2; turns += 1) {
        shop.aws.clock.moveTo(shop.aws.clock.now() + 4 * MINUTE_MS);
        await work();
      }
      expect(notices().peek()).toEqual([]);
    }
  expect([...new Set(heard().map(({ event }) => event.id))].map((id) => id.split(':')[0])).toEqual([
    'placed',
    'paid',
  ]);
});
