/** A shop of BigCommerce and the whole system: notices, what the shop says to them, and what customers get. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cartOf, noticeOf, orderOf, PRODUCTS, subscriberOf } from '../support/bigcommerce.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

let system: TestSystem;
beforeAll(async () => {
  system = await startSystem('2026-11-20T09:00:00Z');
});
afterAll(() => system.close());

const iso = (): string => new Date(system.clock.now()).toISOString().replace(/\.\d+Z$/, '+00:00');
const inMailForm = (): string => new Date(system.clock.now()).toUTCString().replace('GMT', '+0000');
const says = (path: string, document: object) =>
  fetch(`${system.url}/local/shops/bigcommerce/${path}`, {
    method: 'PUT',
    body: JSON.stringify(document),
  });
let notices = 0;
const note = async (scope: string, data: object): Promise<number> => {
  notices += 1;
  const seconds = Math.floor(system.clock.now() / 1_000);
  const body = JSON.stringify(noticeOf(scope, data as never, seconds));
  const [id, timestamp] = [`msg_${notices}`, String(seconds)];
  const signature = createHmac('sha256', 'local-webhook-secret').update(`${id}.${timestamp}.${body}`);
  const answer = await fetch(`${system.url}/webhooks/bigcommerce`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature.digest('base64')}`,
    },
    body,
  });
  await system.advance('1s');
  return answer.status;
};
const consents = async (email: string): Promise<void> => {
  const evidence = { text_version: 'footer-1', confirmed_at: new Date(system.clock.now()).toISOString() };
  const asked = { channel: 'email', purpose: 'marketing', basis: 'double-opt-in', evidence };
  await system.tell('consent.given', { customer: { email }, ...asked });
};
const leavesCart = async (id: string, email: string): Promise<void> => {
  await says(`v3/carts/${id}`, cartOf({ id, email, created_time: iso(), updated_time: iso() }));
  expect(await note('cart/updated', { type: 'cart', id })).toBe(200);
};

test('a cart that is left is reminded of, with what the shop said of it', async () => {
  await consents('silke@example.org');
  await leavesCart('cart-1', 'silke@example.org');
  await system.advance('2h');
  const [mail] = await system.mails('silke@example.org');
  expect(mail?.html).toContain('Ostfriesentee');
});

test('a cart that became an order is reminded of no more, and the order counts once', async () => {
  await consents('hauke@example.org');
  await leavesCart('cart-2', 'hauke@example.org');
  const billing_address = { first_name: 'Hauke', email: 'hauke@example.org', country_iso2: 'DE' };
  const times = { date_created: inMailForm(), date_modified: inMailForm() };
  await says('v2/orders/3210', orderOf({ id: 3210, cart_id: 'cart-2', billing_address, ...times }));
  await says('v2/orders/3210/products', PRODUCTS);
  await note('order/created', { type: 'order', id: 3210 });
  await note('cart/converted', { type: 'cart', id: 'cart-2', orderId: 3210 });
  await note('order/statusUpdated', { type: 'order', id: 3210 });
  await system.advance('4d');
  expect(await system.mails('hauke@example.org')).toEqual([]);
  const { timeline } = await system.view('hauke@example.org');
  expect(timeline.filter(({ event }) => event === 'order.placed')).toHaveLength(1);
});

test('who is taken off the shop’s list has left, although the notice names a number alone', async () => {
  const entry = subscriberOf({
    id: 77,
    email: 'wiebke@example.org',
    date_created: iso(),
    date_modified: iso(),
  });
  await says('v3/customers/subscribers/77', entry);
  await note('subscriber/created', { type: 'subscriber', id: 77 });
  const states = async () =>
    (await system.view('wiebke@example.org')).timeline
      .filter(({ type }) => type === 'consent')
      .map(({ state }) => state);
  expect(await states()).toEqual(['given']);
  await note('subscriber/deleted', { type: 'subscriber', id: 77 });
  expect((await states()).toSorted()).toEqual(['given', 'withdrawn']);
});
