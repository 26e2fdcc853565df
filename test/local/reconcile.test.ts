/** A gap in the webhooks, and the shop that is asked: the order wins all the same, and counts once. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reconcile } from '../../functions/reconcile/reconcile.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';
import { reconciler } from '../support/reconciling.ts';
import { orderOf, type ShopifyOrders, startShopifyOrders } from '../support/shopify-orders-api.ts';

let system: TestSystem;
let shop: ShopifyOrders;
beforeAll(async () => {
  system = await startSystem('2026-11-20T09:00:00Z');
  shop = await startShopifyOrders();
});
afterAll(async () => {
  await shop.close();
  await system.close();
});

const iso = (): string => new Date(system.clock.now()).toISOString();
const ask = async () => {
  const { standIns, clock } = system;
  const place = { standIns, requestHandler: standIns.requestHandler, now: clock.now };
  const told = await reconcile(reconciler(place, shop.url).deps, 'shopify');
  await system.advance('1m');
  return told;
};
const leaveCart = async (id: string): Promise<string> => {
  const email = `kai-${id}@example.org`;
  const customer = { email };
  const evidence = { text_version: 'footer-1', confirmed_at: iso() };
  await system.tell('consent.given', {
    customer,
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence,
  });
  await system.shopify('checkouts/update', {
    id: Number(id),
    token: `checkout-${id}`,
    cart_token: null,
    email,
    abandoned_checkout_url: `https://tea.example/c/${id}`,
    presentment_currency: 'EUR',
    total_price: '30.30',
    completed_at: null,
    created_at: iso(),
    updated_at: iso(),
    line_items: [{ product_id: 8_001, variant_id: 44_001, title: 'Tea', quantity: 1, price: '30.30' }],
  });
  return email;
};
const ordersOf = async (email: string): Promise<readonly unknown[]> =>
  (await system.view(email)).timeline.filter(({ event }) => event === 'order.placed');

test('a cart whose order no webhook told of is reminded of no more, and the order counts', async () => {
  const email = await leaveCart('501');
  shop.orders.push(orderOf('501', iso()));
  await system.advance('30m');
  expect(await ask()).toMatchObject({ missed: 2, ended: 'done' });
  await system.advance('4d');
  expect(await system.mails(email)).toEqual([]);
  expect(await ordersOf(email)).toHaveLength(1);
});

test('an order that a webhook told of is known, and nothing is told twice', async () => {
  const email = await leaveCart('502');
  shop.orders.push(orderOf('502', iso(), { displayFinancialStatus: 'PENDING' }));
  await system.shopify('orders/create', {
    id: 502,
    email,
    currency: 'EUR',
    total_price: '30.30',
    checkout_token: 'checkout-502',
    financial_status: 'pending',
    created_at: iso(),
    updated_at: iso(),
    line_items: [{ product_id: 8_001, variant_id: 44_001, title: 'Tea', quantity: 1, price: '30.30' }],
  });
  await system.advance('30m');
  expect(await ask()).toMatchObject({ missed: 0, ended: 'done' });
  expect(await ordersOf(email)).toHaveLength(1);
});

test('an order of three days ago ends the cart that waits, and starts nothing', async () => {
  const at = iso();
  const email = await leaveCart('503');
  await system.advance('72h');
  const before = (await system.mails(email)).length;
  shop.orders.push(orderOf('503', at, { updatedAt: iso() }));
  await system.advance('30m');
  expect(await ask()).toMatchObject({ missed: 2 });
  await system.advance('10d');
  expect(await system.mails(email)).toHaveLength(before);
  expect(await ordersOf(email)).toHaveLength(1);
  const { enrollments } = await system.view(email);
  expect(enrollments.filter(({ flow }) => flow === 'abandoned-cart')).toEqual([]);
});
