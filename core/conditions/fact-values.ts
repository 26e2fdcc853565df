/** Finds each fact of facts.ts in a profile, or in the event at hand; an unknown one is undefined. */
import type { DomainEvent, Json, JsonObject } from '../events/event.ts';
import type { Money } from '../money.ts';
import { choicesOf } from '../state/bought.ts';
import type { Consent } from '../state/consent.ts';
import {
  averagePerCurrency,
  firstOrderAt,
  lastOrderAt,
  orderCount,
  usualGapMs,
} from '../state/order-figures.ts';
import type { CartFacts, OrderFacts, Person, Profile } from '../state/profile.ts';
import { cartOrdered } from '../state/same-cart.ts';
import type { Instant } from '../time/instant.ts';
import { type Ahead, laterOf, type Said } from '../time/said.ts';
import type { Segment } from './condition.ts';
import { type PointsRule, pointsOf } from './points.ts';
import { type RfmSteps, rfmGroup } from './rfm.ts';
import { type Tier, tierOf } from './tiers.ts';

/** What conditions need of the program, which stands above them. */
export type Shop = Readonly<{
  settings: Readonly<{
    timeZone: string;
    currency?: string | undefined;
    rfm?: RfmSteps | undefined;
  }>;
  segments?: Readonly<Record<string, Segment>>;
  tiers?: readonly Tier[];
  points?: PointsRule;
  coupons?: Readonly<Record<string, Readonly<{ kind: string; count?: number; until?: Instant }>>>;
}>;

export type Facts = Readonly<{
  profile: Profile;
  program: Shop;
  /** When the enrollment's trigger happened; `since: "enrolled"` counts from this time. */
  since: Instant;
  sinceAhead?: Ahead | undefined;
  /** The checkout or order that the enrollment is about; the newest one where absent. */
  subject?: string | undefined;
  /** The event at hand, for `event.<path>`. */
  event?: DomainEvent | undefined;
  /** The event that started the enrollment, for `event.type`. */
  startedBy?: string | undefined;
  now: Instant;
}>;

/** Facts with the customer's zone, which is looked up at most once and only where a date needs it. */
export type Known = Facts & Readonly<{ zone: () => string }>;

export type Fact = Json | Money | PerCurrency | Dated | Priced | undefined;
/** One amount per currency; `otherwise` is the amount in all others. */
export type PerCurrency = Readonly<{ perCurrency: Readonly<Record<string, number>>; otherwise?: number }>;
export type Dated = Readonly<{ at: Instant }>;
/** A number or text of an event beside the currency of the same event. */
export type Priced = Readonly<{ stated: Json; in: string }>;

type Finder = (facts: Known) => Fact;

/** How to find the fact; made once per condition, so that a decision splits no paths. */
export const finderOf = (path: string): Finder => {
  const [root = '', ...rest] = path.split('.');
  if (path === 'event.type') return typeOf;
  if (root === 'event') return ({ event }) => event && eventFact(event, rest);
  const [key = ''] = rest;
  if (root === 'coupons') return (facts) => codesIn(facts, key);
  if (root === 'customer' && key === 'attributes') {
    const name = rest.slice(1).join('.');
    return ({ profile: { attributes } }) => (Object.hasOwn(attributes, name) ? attributes[name] : undefined);
  }
  return Object.hasOwn(FINDERS, path) ? (FINDERS[path] ?? unknown) : unknown;
};

const codesIn = ({ program: { coupons = {} }, now }: Known, name: string): number | undefined => {
  const pool = Object.hasOwn(coupons, name) ? coupons[name] : undefined;
  return pool && (pool.count ?? (pool.until === undefined || pool.until >= now ? 1 : 0));
};

const unknown: Finder = () => undefined;

const dated = (at: Instant | undefined): Dated | undefined => (at === undefined ? undefined : { at });

const FINDERS: Readonly<Record<string, Finder>> = {
  'checkout.total': (facts) => cartOf(facts)?.total,
  'checkout.items': (facts) => itemsIn(cartOf(facts)),
  'checkout.pieces': (facts) => cartOf(facts)?.pieces,
  'checkout.status': (facts) => cartStatus(facts.profile, cartOf(facts)),
  'order.total': (facts) => orderOf(facts)?.total,
  'order.items': (facts) => orderOf(facts)?.products,
  'order.status': (facts) => orderOf(facts)?.status,
  'orders.count': ({ profile }) => orderCount(profile),
  'orders.spent': ({ profile }) => spentBy(profile),
  'orders.average': ({ profile }) => ({ perCurrency: averagePerCurrency(profile) }),
  'orders.first_at': ({ profile }) => dated(firstOrderAt(profile)),
  'orders.last_at': ({ profile }) => dated(lastOrderAt(profile)),
  'orders.usual_gap': ({ profile }) => inDays(usualGapMs(profile)),
  'orders.products': ({ profile }) => boughtBy(profile, 'products'),
  'orders.categories': ({ profile }) => boughtBy(profile, 'categories'),
  'orders.size': ({ profile }) => choicesOf(profile, 'sizes')[0],
  'orders.sizes': ({ profile }) => choicesOf(profile, 'sizes'),
  'orders.colour': ({ profile }) => choicesOf(profile, 'colours')[0],
  'orders.colours': ({ profile }) => choicesOf(profile, 'colours'),
  'views.products': ({ profile }) => (profile.views ?? []).map(({ id }) => id),
  'views.categories': ({ profile }) =>
    distinct((profile.views ?? []).flatMap(({ categories = [] }) => categories)),
  'messages.last_click_at': ({ profile }) => dated(profile.history['message.clicked']?.last),
  'consent.email': ({ profile }) => consentState(profile, 'email'),
  'consent.whatsapp': ({ profile }) => consentState(profile, 'whatsapp'),
  'rfm.group': (facts) => rfmGroup(facts.profile, facts.program.settings, facts),
  'customer.country': ({ profile }) => profile.person.country,
  'customer.locale': ({ profile }) => profile.person.locale,
  'customer.first_name': ({ profile }) => profile.person.firstName,
  'customer.last_name': ({ profile }) => profile.person.lastName,
  'customer.email': ({ profile }) => profile.person.email,
  'customer.phone': ({ profile }) => profile.person.phone,
  'customer.time_zone': ({ profile }) => profile.person.timeZone,
  'customer.customer_id': ({ profile }) => profile.person.customerId,
  'customer.birthday': ({ profile }) => profile.person.birthday,
  'customer.tier': (facts) => tierOf(facts.profile, facts.program.tiers ?? [], facts),
  'customer.points': (facts) => {
    const { points } = facts.program;
    return points ? pointsOf(facts.profile, points, facts) : (facts.profile.points ?? 0);
  },
  'customer.tags': ({ profile }) => profile.tags,
  'customer.orders': ({ profile }) => orderCount(profile),
  'customer.spent': ({ profile }) => spentBy(profile),
};

/** Who has bought nothing has spent nothing in any currency; who pays in one has no sum in another. */
const spentBy = ({ spent }: Profile): PerCurrency =>
  Object.values(spent).some((sum) => sum > 0) ? { perCurrency: spent } : { perCurrency: spent, otherwise: 0 };

const DAY_MS = 24 * 60 * 60_000;
const inDays = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / DAY_MS);

const distinct = (words: readonly string[]): readonly string[] => [...new Set(words)];

const newest = <T extends Said>(items: readonly T[]): T | undefined =>
  items.reduce<T | undefined>((best, item) => (best && laterOf(best, item) > 0 ? best : item), undefined);

const cartOf = ({ profile, subject }: Facts): CartFacts | undefined =>
  profile.carts.find((cart) => cart.id === subject) ?? newest(profile.carts);
const orderOf = ({ profile, subject }: Facts): OrderFacts | undefined =>
  profile.orders.find((order) => order.id === subject) ?? newest(profile.orders);

const cartStatus = (profile: Profile, cart: CartFacts | undefined): string | undefined => {
  if (!cart) return undefined;
  if (cart.completed || cartOrdered(profile, cart)) return 'ordered';
  return cart.pieces === 0 || cart.movedTo !== undefined ? 'empty' : 'open';
};

const itemsIn = (cart: CartFacts | undefined): readonly string[] | undefined =>
  cart && (cart.pieces === 0 ? [] : cart.products);

const boughtBy = ({ orders, bought }: Profile, key: 'products' | 'categories'): readonly string[] =>
  distinct([
    ...(bought?.[key] ?? []),
    ...orders.flatMap((order) => (order.uncounted ? [] : (order[key] ?? []))),
  ]);

/** A consent that was given for another address says nothing about the present one (rule 10). */
const consentState = ({ consents, person }: Profile, channel: 'email' | 'whatsapp'): string | undefined => {
  const consent: Consent | undefined = consents[`${channel}/marketing`];
  return consent && (consent.for === undefined || tagsOf(person, channel).includes(consent.for))
    ? consent.state
    : undefined;
};

const tagsOf = (
  { emailTag, phoneTag, whatsappTag }: Person,
  channel: 'email' | 'whatsapp',
): readonly (string | undefined)[] => (channel === 'email' ? [emailTag] : [phoneTag, whatsappTag]);

/** An event's own field `type` goes before its name. */
const typeOf: Finder = ({ event, startedBy }) =>
  (event && eventFact(event, ['type'])) ?? startedBy ?? event?.name;

const eventFact = ({ data }: DomainEvent, way: readonly string[]): Fact => {
  let value: Json | undefined = data;
  let currency: Json | undefined;
  for (const key of way) {
    if (!isJsonObject(value)) return undefined;
    if (Object.hasOwn(value, 'currency')) currency = value['currency'];
    value = Object.hasOwn(value, key) ? value[key] : undefined;
  }
  if (typeof value === 'string' && typeof currency === 'string' && AMOUNT.test(value))
    return { stated: value, in: currency };
  return isJsonObject(value) ? moneyIn(value) : value;
};

/** Money travels as decimal text beside its currency. */
const AMOUNT = /^-?\d{1,13}(\.\d{1,10})?$/;

const isJsonObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of an object from outside only an amount of money is a value; everything else is merely there. */
const moneyIn = ({ amount, currency }: JsonObject): Fact =>
  typeof amount === 'number' && typeof currency === 'string' ? { amount, currency } : {};
