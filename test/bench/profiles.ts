/** The fixed profiles for which costs are measured; the engine makes them from events. */
import { decide } from '../../core/decide/decide.ts';
import type { JsonObject } from '../../core/events/event.ts';
import { idOf } from '../../core/identity/identity.ts';
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

/** The id is a hash, as at the doors: a profile remembers the beginning of what it has applied. */
export const heard = (name: string, data: JsonObject, at: number, id = `${name}-${at}`): EventInput => ({
  kind: 'event',
  inputId: idOf('in', id),
  profileId: '1bench',
  receivedAt: at,
  event: { id, name, at, source: 'shopify', identities, data },
});

const live = (rules: Rules, inputs: readonly EventInput[]): Profile => {
  const inOrder = inputs.toSorted((a, b) => a.receivedAt - b.receivedAt);
  const end = inOrder.reduce<ProfileState | undefined>(
    (state, input) =>
      ({ ...decide(state, input, rules, input.receivedAt).state, pending: [] }) as ProfileState,
    undefined,
  );
  return end as Profile;
};

const viewed = (product: string, at: number): EventInput =>
  heard('product.viewed', { customer, product: { product_id: product } }, at);

const ordered = (id: string, at: number): EventInput =>
  heard('order.placed', { ...checkout(`old-${id}`), order_id: `o-${id}`, total: '35.20' }, at);

/** The cart with which every flow of the bench begins. */
const CART_LEFT: readonly EventInput[] = [
  heard('consent.given', consent, BENCH_START),
  heard('checkout.updated', checkout('c-1'), BENCH_START + HOUR),
];

/** A known customer with little history: consent and one cart. */
export const littleHistory = (rules: Rules): Profile => live(rules, CART_LEFT);

/** Three orders, fifteen views, consent and a cart: twenty events. */
export const longHistory = (rules: Rules): Profile => {
  const views = Array.from({ length: 15 }, (_, index) =>
    viewed(String(index), BENCH_START - (index + 2) * HOUR),
  );
  const orders = [1, 2, 3].map((index) => ordered(String(index), BENCH_START - index * 100 * HOUR));
  return live(rules, [...orders, ...views, ...CART_LEFT]);
};

const MONTH = 30 * 24 * HOUR;

/** A cart, its order and payment, the parcel, two looks and a click every month, for ten years. */
export const tenYears = (rules: Rules): Profile => {
  const months = Array.from({ length: 120 }, (_, index) => {
    const [at, id] = [BENCH_START - (index + 1) * MONTH, `m-${index}`];
    const order = { ...checkout(id), order_id: `o-${id}`, total: '35.20' };
    return [
      viewed(`p-${index}`, at),
      viewed(`q-${index}`, at + 1_000),
      heard('checkout.updated', checkout(id), at + HOUR),
      heard('order.placed', order, at + 2 * HOUR),
      heard('order.paid', order, at + 3 * HOUR),
      heard('shipment.delivered', { customer, order_id: `o-${id}`, shipment_id: `s-${id}` }, at + 50 * HOUR),
      heard('message.clicked', { customer, message_id: `m-${id}` }, at + 60 * HOUR),
    ];
  });
  return live(rules, [...months.flat(), ...CART_LEFT]);
};

/** Twenty words about the open cart, each of which every cart flow hears. */
export const cartWords = (): readonly EventInput[] =>
  Array.from({ length: 20 }, (_, index) =>
    heard('checkout.updated', checkout('c-1', 1 + (index % 2)), BENCH_START + 2 * HOUR + index * 1000),
  );

/** Twenty looks at products, which no flow hears and one of the segments counts. */
export const looks = (): readonly EventInput[] =>
  Array.from({ length: 20 }, (_, index) => viewed(`look-${index}`, BENCH_START + 2 * HOUR + index * 1000));

/** Twenty orders of the open cart, each of which would end every flow. */
export const orders = (): readonly EventInput[] =>
  Array.from({ length: 20 }, (_, index) =>
    heard(
      'order.placed',
      { ...checkout('c-1'), order_id: `new-${index}` },
      BENCH_START + 2 * HOUR + index * 1000,
    ),
  );

/** Three flows, and five more that wait for somebody to come into a segment, of counts, times, money and consent. */
export const withFiveSegments = (): Program => {
  const segments = {
    regulars: where({ all: [{ 'orders.count': { gte: 3 } }, { event: 'order.placed', since: '90d' }] }),
    lookers: where({ event: 'product.viewed', since: '14d', times: { gte: 3 } }),
    spenders: where({ 'orders.spent': { gte: { amount: 20_000, currency: 'EUR' } } }),
    mailable: where({ 'consent.email': { eq: 'given' } }),
    quiet: where({ not: { event: 'order.placed', since: '60d' } }),
  };
  const carts = [cartFlow(), cartFlow({ id: 'second' }), cartFlow({ id: 'third' })];
  return programWith([...carts, ...Object.keys(segments).map((id) => moving(id))], { segments });
};
