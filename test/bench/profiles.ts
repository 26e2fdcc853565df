/** The fixed profiles for which costs are measured; the engine makes them from events. */
import { decide } from '../../core/decide/decide.ts';
import type { JsonObject } from '../../core/events/event.ts';
import type { Program } from '../../core/program/program.ts';
import type { Rules } from '../../core/program/rules.ts';
import type { EventInput } from '../../core/state/input.ts';
import type { Profile, ProfileState } from '../../core/state/profile.ts';
import { cartFlow } from '../support/flows.ts';
import { moving, programWith, where } from '../support/watches.ts';

export const BENCH_START = Date.parse('2026-11-20T17:00:00Z');
const HOUR = 60 * 60_000;

const customer = {
  email: 'jette.ahlers@example.org',
  phone: '+491713920011',
  first_name: 'Jette',
  last_name: 'Ahlers',
  locale: 'de-DE',
  country: 'DE',
  customer_id: '7401',
};
const identities = [
  { kind: 'email' as const, value: customer.email, profileId: '1bench' },
  { kind: 'customer' as const, value: 'shopify:7401', profileId: '2bench' },
  { kind: 'phone' as const, value: customer.phone, profileId: '3bench' },
];
const items = [
  {
    product_id: '8101',
    variant_id: '44101',
    title: 'Ostfriesenmischung Blatt',
    quantity: 2,
    unit_price: '12.90',
  },
  { product_id: '8104', variant_id: '44107', title: 'Kluntje', quantity: 1, unit_price: '4.50' },
];

export const checkout = (id: string, pieces = 2): JsonObject => ({
  checkout_id: id,
  cart_id: `k-${id}`,
  customer,
  currency: 'EUR',
  total: '30.30',
  url: 'https://shop.example/checkouts/c',
  items: items.slice(0, pieces),
});
export const consent: JsonObject = {
  customer,
  channel: 'email',
  purpose: 'marketing',
  basis: 'double-opt-in',
  evidence: { text_version: 'newsletter-2026-03', source: 'footer form' },
};

export const heard = (name: string, data: JsonObject, at: number, id = `${name}-${at}`): EventInput => ({
  kind: 'event',
  inputId: `in-${id}`.padEnd(25, '0').slice(0, 25),
  profileId: '1bench',
  receivedAt: at,
  event: { id, name, at, source: 'shopify', identities, data },
});

const live = (rules: Rules, inputs: readonly EventInput[]): Profile => {
  const end = inputs.reduce<ProfileState | undefined>(
    (state, input) =>
      ({ ...decide(state, input, rules, input.receivedAt).state, pending: [] }) as ProfileState,
    undefined,
  );
  return end as Profile;
};

/** A known customer with little history: consent and one cart. */
export const littleHistory = (rules: Rules): Profile =>
  live(rules, [
    heard('consent.given', consent, BENCH_START),
    heard('checkout.updated', checkout('c-1'), BENCH_START + HOUR),
  ]);

/** Three enrollments and twenty events. */
export const longHistory = (rules: Rules): Profile => {
  const views = Array.from({ length: 15 }, (_, index) =>
    heard(
      'product.viewed',
      { customer, product: { product_id: String(index) } },
      BENCH_START - (index + 2) * HOUR,
    ),
  );
  const orders = [1, 2, 3].map((index) =>
    heard(
      'order.placed',
      { ...checkout(`old-${index}`), order_id: `o-${index}`, total: '35.20' },
      BENCH_START - index * 100 * HOUR,
    ),
  );
  return live(rules, [
    ...orders,
    ...views,
    heard('consent.given', consent, BENCH_START),
    heard('checkout.updated', checkout('c-1'), BENCH_START + HOUR),
  ]);
};

/** Three flows, and five more that wait for somebody to come into a segment, of counts, times, money and consent. */
export const withFiveSegments = (): Program => {
  const segments = {
    regulars: where({ all: [{ 'orders.count': { gte: 3 } }, { event: 'order.placed', since: '90d' }] }),
    lookers: where({ event: 'product.viewed', since: '14d', times: { gte: 3 } }),
    spenders: where({ 'orders.spent': { gte: { amount: 20_000, currency: 'EUR' } } }),
    mailable: where({ 'consent.email': { eq: 'granted' } }),
    quiet: where({ not: { event: 'order.placed', since: '60d' } }),
  };
  const carts = [cartFlow(), cartFlow({ id: 'second' }), cartFlow({ id: 'third' })];
  return programWith([...carts, ...Object.keys(segments).map((id) => moving(id))], { segments });
};
