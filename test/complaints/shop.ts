/**
 * The shop for the complaint tests: one program for the pure engine, and customers for the running system.
 */
import type { CompiledFlow } from '../../core/program/program.ts';
import type { Settings } from '../../core/program/settings.ts';
import { cartFlow, programOf } from '../support/flows.ts';
import type { TestSystem } from '../support/local-system.ts';
import { storyOf } from '../support/story.ts';

export const OFFER: Partial<Settings> = { offer: { kind: 'free-shipping', code: 'FREI', validFor: '3d' } };
export const MAILS = ['help', 'reviews', 'offer'];
export const START = '2026-11-20T08:00:00Z';

export const program = (
  flows: readonly CompiledFlow[] = [cartFlow()],
  settings: Partial<Settings> = {},
  seq = 1,
) => programOf(flows, { ...OFFER, ...settings }, seq);

/** A customer who agreed and abandoned a cart, in the pure engine. */
export const cartStory = (...args: Parameters<typeof program>) =>
  storyOf(program(...args))
    .consents()
    .cart();

export const customer = (name: string) => ({
  email: `${name}@example.org`,
  first_name: 'Thede',
  locale: 'de-DE',
  country: 'DE',
});

export const cartOf = (name: string, change: object = {}): object => ({
  checkout_id: `cart-${name}`,
  customer: customer(name),
  currency: 'EUR',
  total: '9.00',
  url: `https://shop.example/checkouts/${name}`,
  items: [{ product_id: '1', title: 'Kluntje', quantity: 1, unit_price: '9.00' }],
  ...change,
});

export const orderOf = (name: string, change: object = {}): object => ({
  order_id: `order-${name}`,
  checkout_id: `cart-${name}`,
  customer: customer(name),
  currency: 'EUR',
  total: '9.00',
  items: [],
  ...change,
});

/** A customer who agreed and abandoned a cart, in the running system, by day. */
export const abandons = async (system: TestSystem, name: string, person: object = {}): Promise<void> => {
  await system.intoTheDay();
  const who = { ...customer(name), ...person };
  const consent = {
    customer: who,
    channel: 'email',
    purpose: 'marketing',
    basis: 'double-opt-in',
    evidence: { text_version: 'n-1' },
  };
  for (const answer of [
    await system.tell('consent.given', consent),
    await system.tell('checkout.updated', cartOf(name, { customer: who })),
  ]) {
    if (!answer.ok) throw new Error(`refused with ${answer.status}`);
  }
};

export const stepsOf = async (system: TestSystem, name: string): Promise<readonly string[]> =>
  (await system.mails(`${name}@example.org`)).map(({ step }) => step);
