/**
 * Evaluates whether a condition holds for a profile now. A missing fact makes its test false, never an error.
 */
import type { DomainEvent, Json } from '../events/event.ts';
import type { Money } from '../money.ts';
import { type EventHistory, lastSince, type Since } from '../state/history.ts';
import type { CartFacts, OrderFacts, Profile } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';
import { type Ahead, laterOf, type Said } from '../time/said.ts';
import type { Condition, Scalar, Test } from './condition.ts';

export type Facts = Readonly<{
  profile: Profile;
  /** When the enrollment's trigger happened; `since: "enrolled"` counts from this time. */
  since: Instant;
  sinceAhead?: Ahead;
  /** The checkout or order that the enrollment is about; the newest one where absent. */
  subject?: string;
  /** The event at hand, for `event.<path>`. */
  event?: DomainEvent;
  /** The event that started the enrollment, for `event.type`. */
  startedBy?: string;
  now: Instant;
}>;

/** Paths that `fact` conditions may name; a path that ends in `.` takes one more key. */
export const FACT_PATHS = [
  'checkout.total',
  'checkout.items',
  'checkout.pieces',
  'order.total',
  'order.items',
  'order.status',
  'customer.country',
  'customer.locale',
  'customer.first_name',
  'customer.last_name',
  'customer.email',
  'customer.phone',
  'customer.time_zone',
  'customer.customer_id',
  'customer.tags',
  'customer.orders',
  'customer.spent',
  'customer.attributes.',
  'event.',
] as const;

export const evaluate = (condition: Condition, facts: Facts): boolean => {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((part) => evaluate(part, facts));
    case 'any':
      return condition.of.some((part) => evaluate(part, facts));
    case 'not':
      return !evaluate(condition.of, facts);
    case 'event':
      return eventHolds(condition, facts);
    case 'fact':
      return testHolds(condition.test, factAt(condition.path, facts));
  }
};

type Fact = Json | Money | Spent | undefined;
/** Everything the customer has spent, one amount per currency. */
type Spent = Readonly<{ perCurrency: Readonly<Record<string, number>> }>;

/**
 * Where `since` is `ever`, `times` compares the count of all events. Over a window only the first and last
 * time are known, so the condition means at least once.
 */
const eventHolds = (
  condition: Extract<Condition, { kind: 'event' }>,
  { profile, now, ...trigger }: Facts,
): boolean => {
  const history = profile.history[condition.event];
  const happened = history !== undefined && isInWindow(condition.since, history, { ...trigger, now });
  if (!condition.times) return happened;
  return testHolds(condition.times, happened ? history.count : 0);
};

const isInWindow = (
  window: Extract<Condition, { kind: 'event' }>['since'],
  history: EventHistory,
  { now, ...trigger }: Since & Readonly<{ now: Instant }>,
): boolean => {
  if (window === 'enrolled') return lastSince(history, trigger) >= 0;
  return history.last >= (window === 'ever' ? 0 : now - window.ms);
};

const factAt = (path: string, facts: Facts): Fact => {
  const [root = '', ...rest] = path.split('.');
  if (root === 'checkout') return cartFact(rest[0], cartOf(facts));
  if (root === 'order') return orderFact(rest[0], orderOf(facts));
  if (root === 'customer') return customerFact(rest, facts.profile);
  return root === 'event' ? eventFact(rest, facts) : undefined;
};

/** An event's own field `type` goes before its name. */
const eventFact = (path: readonly string[], { event, startedBy }: Facts): Fact => {
  const own = event && path.reduce<Json | undefined>(stepInto, event.data);
  return own === undefined && path.join('.') === 'type' ? (startedBy ?? event?.name) : own;
};

const stepInto = (value: Json | undefined, key: string): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, Json>>)[key]
    : undefined;

const newest = <T extends Said>(items: readonly T[]): T | undefined =>
  items.reduce<T | undefined>((best, item) => (best && laterOf(best, item) > 0 ? best : item), undefined);

const cartOf = ({ profile, subject }: Facts): CartFacts | undefined =>
  profile.carts.find((cart) => cart.id === subject) ?? newest(profile.carts);
const orderOf = ({ profile, subject }: Facts): OrderFacts | undefined =>
  profile.orders.find((order) => order.id === subject) ?? newest(profile.orders);

const cartFact = (key: string | undefined, cart: CartFacts | undefined): Fact => {
  if (!cart) return undefined;
  if (key === 'total') return cart.total;
  if (key === 'pieces') return cart.pieces;
  return key === 'items' ? (cart.pieces === 0 ? [] : cart.products) : undefined;
};

const orderFact = (key: string | undefined, order: OrderFacts | undefined): Fact => {
  if (!order) return undefined;
  if (key === 'total') return order.total;
  if (key === 'status') return order.status;
  return key === 'items' ? order.products : undefined;
};

const customerFact = (
  [key = '', inner = '']: readonly string[],
  { person, tags, history, spent, attributes }: Profile,
): Fact => {
  const plain: Readonly<Record<string, Fact>> = {
    country: person.country,
    locale: person.locale,
    first_name: person.firstName,
    last_name: person.lastName,
    email: person.email,
    phone: person.phone,
    time_zone: person.timeZone,
    customer_id: person.customerId,
    tags,
    orders: history['order.placed']?.count ?? 0,
    spent: { perCurrency: spent },
  };
  if (key === 'attributes') return Object.hasOwn(attributes, inner) ? attributes[inner] : undefined;
  return Object.hasOwn(plain, key) ? plain[key] : undefined;
};

const isEmpty = (fact: Fact): boolean =>
  fact === undefined || fact === null || fact === '' || (Array.isArray(fact) && fact.length === 0);

const CHECKS: Readonly<Record<keyof Test, (fact: Fact, wanted: never) => boolean>> = {
  eq: (fact, wanted: Scalar) => fact === wanted,
  ne: (fact, wanted: Scalar) => fact !== undefined && fact !== wanted,
  in: (fact, wanted: readonly Scalar[]) => wanted.includes(fact as Scalar),
  gte: (fact, wanted: number | Money) => compare(fact, wanted, (a, b) => a >= b),
  gt: (fact, wanted: number | Money) => compare(fact, wanted, (a, b) => a > b),
  lte: (fact, wanted: number | Money) => compare(fact, wanted, (a, b) => a <= b),
  lt: (fact, wanted: number | Money) => compare(fact, wanted, (a, b) => a < b),
  contains: (fact, wanted: Scalar) =>
    Array.isArray(fact) ? fact.includes(wanted) : typeof fact === 'string' && fact.includes(String(wanted)),
  exists: (fact, wanted: boolean) => (fact !== undefined && fact !== null) === wanted,
  notEmpty: (fact, wanted: boolean) => isEmpty(fact) !== wanted,
  empty: (fact, wanted: boolean) => isEmpty(fact) === wanted,
};

const testHolds = (test: Test, fact: Fact): boolean =>
  (Object.keys(test) as (keyof Test)[]).every(
    (name) => test[name] === undefined || CHECKS[name](fact, test[name] as never),
  );

const amountIn = (fact: Fact, currency: string): number | undefined => {
  if (typeof fact !== 'object' || fact === null || Array.isArray(fact)) return undefined;
  if ('perCurrency' in fact) return (fact as Spent).perCurrency[currency] ?? 0;
  return 'currency' in fact && fact.currency === currency && typeof fact.amount === 'number'
    ? fact.amount
    : undefined;
};

const compare = (fact: Fact, wanted: number | Money, holds: (a: number, b: number) => boolean): boolean => {
  if (typeof wanted !== 'number') {
    const amount = amountIn(fact, wanted.currency);
    return amount !== undefined && holds(amount, wanted.amount);
  }
  return typeof fact === 'number' && holds(fact, wanted);
};
