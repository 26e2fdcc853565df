/**
 * A shop whose clock runs ahead, and whose webhooks overtake each other, through the public routes: the newer
 * cart is what the mail shows (rule 11).
 */
import { afterEach, expect, it } from 'vitest';
import { CART, consents } from '../support/known-customer.ts';
import { startSystem, type TestSystem } from '../support/local-system.ts';

let system: TestSystem;
afterEach(() => system.close());

const cartWith = (title: string, total: string) => ({
  ...CART,
  total,
  items: [{ product_id: title, variant_id: '1', title, quantity: 1, unit_price: total }],
});

it.each([
  ['right', 0],
  ['30 seconds ahead', 30_000],
  ['ten minutes ahead', 600_000],
])('by a clock that is %s, the cart that overtook an older one is the one in the mail', async (_, skew) => {
  system = await startSystem('2026-11-20T09:00:00Z');
  await consents(system);
  await system.advance('1m');
  const { now } = await system.json<{ now: string }>('/local/clock');
  const at = (before: number): string => new Date(Date.parse(now) - before + skew).toISOString();
  await system.tell('checkout.updated', cartWith('Sturmhaube', '12.00'), at(5_000));
  await system.tell('checkout.updated', cartWith('Friesennerz', '9.00'), at(20_000));
  await system.advance('2h');
  const [mail] = await system.mails();
  expect(mail?.text).toContain('Sturmhaube');
  expect(mail?.text).not.toContain('Friesennerz');
});

it('who left at the shop after agreeing there gets nothing, though the two words overtook each other', async () => {
  system = await startSystem('2026-11-20T09:00:00Z');
  const { now } = await system.json<{ now: string }>('/local/clock');
  const at = (before: number): string => new Date(Date.parse(now) - before + 600_000).toISOString();
  const word = { customer: { email: 'okko@example.org' }, channel: 'email', purpose: 'marketing' };
  await system.tell('consent.withdrawn', word, at(5_000));
  await system.tell('consent.given', { ...word, basis: 'double-opt-in' }, at(20_000));
  await system.tell('checkout.updated', { ...CART, customer: { email: 'okko@example.org' } });
  await system.advance('5d');
  expect(await system.mails()).toEqual([]);
});
