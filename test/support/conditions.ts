/** Customers and conditions for tests of conditions: facts made by hand, and any of them at random. */
import fc from 'fast-check';
import type { Condition, Test } from '../../core/conditions/condition.ts';
import type { Facts, Shop } from '../../core/conditions/fact-values.ts';
import { momentOf } from '../../core/conditions/moments.ts';
import { RFM_GROUPS } from '../../core/conditions/rfm.ts';
import type { Tier } from '../../core/conditions/tiers.ts';
import type { DomainEvent, JsonObject } from '../../core/events/event.ts';
import { DEFAULT_SETTINGS } from '../../core/program/settings.ts';
import { emptyProfile } from '../../core/state/empty-profile.ts';
import type { Profile } from '../../core/state/profile.ts';
import type { Purchase } from '../../core/state/purchase.ts';
import { DAY, HOUR } from './flows.ts';
import { START } from './story.ts';

export const someone = (change: Partial<Profile> = {}): Profile => ({
  ...emptyProfile('1someone', 1, START),
  ...change,
});

export const shop: Shop = { settings: DEFAULT_SETTINGS };

/** The facts of a customer at START, if nothing else is said. */
export const factsOf = (change: Partial<Facts> = {}): Facts => ({
  profile: someone(),
  program: shop,
  since: START,
  now: START,
  ...change,
});

export const fact = (path: string, test: Test): Condition => ({ kind: 'fact', path, test });

export const eventAt = (name: string, data: JsonObject = {}, at = START): DomainEvent => ({
  id: `${name}-${at}`,
  name,
  at,
  source: 'test',
  identities: [],
  data,
});

/** Orders of 10.00 EUR at these times. */
export const boughtAt = (...times: readonly number[]): Pick<Profile, 'purchases' | 'spent'> => ({
  purchases: {
    rows: times.map((at, index) => ({ id: `order-${index}`, at, total: { amount: 1000, currency: 'EUR' } })),
    counted: { EUR: times.length },
  },
  spent: { EUR: 1000 * times.length },
});

const ZONES = ['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kolkata'] as const;
const COUNTED = ['product.viewed', 'order.placed'] as const;

/** Any moment in the 400 days before, whole hours and odd milliseconds. */
const before = fc.oneof(
  fc.integer({ min: 0, max: 400 * 24 }).map((hours) => START - hours * HOUR),
  fc.integer({ min: 0, max: 400 * DAY }).map((ms) => START - ms),
);
const day = before.map((at) => new Date(at).toISOString().slice(0, 10));

const rows = fc
  .uniqueArray(before, { maxLength: 6 })
  .map((times) =>
    times
      .toSorted((a, b) => a - b)
      .map((at, index): Purchase => ({ id: `order-${index}`, at, total: { amount: 9000, currency: 'EUR' } })),
  );

export const anyProfile: fc.Arbitrary<Profile> = fc
  .record({
    rows,
    zone: fc.constantFrom(...ZONES),
    views: fc.array(before, { maxLength: 5 }),
    birthday: fc.option(day, { nil: undefined }),
    clicked: fc.option(before, { nil: undefined }),
  })
  .map(({ rows: purchases, zone, views, birthday, clicked }) =>
    someone({
      person: { asOf: START, timeZone: zone, ...(birthday && { birthday }) },
      purchases: { rows: purchases, counted: { EUR: purchases.length } },
      spent: { EUR: purchases.length * 9000 },
      attributes: { since: '2026-05-01' },
      history:
        clicked === undefined ? {} : { 'message.clicked': { first: clicked, last: clicked, count: 1 } },
      counts: { 'product.viewed': views.toSorted((a, b) => a - b).map((at) => momentOf(at, 'view')) },
    }),
  );

const span = fc.oneof(
  fc.integer({ min: 1, max: 400 }).map((days) => ({ ms: days * DAY, days })),
  fc.integer({ min: 1, max: 9_000 }).map((hours) => ({ ms: hours * HOUR })),
);

const dateTest: fc.Arbitrary<Test> = fc.oneof(
  span.map((olderThan) => ({ olderThan })),
  span.map((newerThan) => ({ newerThan })),
  fc.tuple(span, span).map(([olderThan, newerThan]) => ({ olderThan, newerThan })),
  day.map((limit) => ({ before: limit })),
  day.map((limit) => ({ after: limit })),
);

const times: fc.Arbitrary<Test> = fc
  .tuple(fc.constantFrom('eq', 'gte', 'gt', 'lte', 'lt'), fc.integer({ min: 0, max: 4 }))
  .map(([name, count]) => ({ [name]: count }));

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'orders.last_at',
        'orders.first_at',
        'messages.last_click_at',
        'customer.birthday',
        'customer.attributes.since',
      ),
      dateTest,
    )
    .map(([path, test]) => fact(path, test)),
  fc.subarray([...RFM_GROUPS], { minLength: 1 }).map((groups) => fact('rfm.group', { in: groups })),
  fc
    .tuple(fc.constantFrom(...COUNTED), span, times)
    .map(
      ([event, since, count]): Condition => ({ kind: 'event', event, since, times: count, counter: event }),
    ),
  fc
    .tuple(fc.constantFrom('message.clicked', 'acme.ping'), span)
    .map(([event, since]): Condition => ({ kind: 'event', event, since })),
  fc.constantFrom<Condition>(
    fact('customer.tier', { eq: 'silver' }),
    fact('customer.tier', { in: ['gold', 'silver'] }),
    fact('orders.count', { gte: 2 }),
    { kind: 'segment', segment: 'lately' },
    { kind: 'segment', segment: 'nowhere' },
  ),
);

export const anyCondition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((of): Condition => ({ kind: 'all', of })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((of): Condition => ({ kind: 'any', of })),
    tie('condition').map((of): Condition => ({ kind: 'not', of })),
  ),
})).condition;

/** Tiers that time alone takes away. */
export const TIERS: readonly Tier[] = [
  { id: 'silver', spend: { amount: 18_000, currency: 'EUR' }, within: { ms: 90 * DAY, days: 90 } },
  { id: 'gold', spend: { amount: 27_000, currency: 'EUR' }, within: { ms: 2_000 * HOUR } },
  { id: 'gold', spend: { amount: 45_000, currency: 'EUR' } },
];

/** A shop with one segment, which time alone empties, and tiers. */
export const shopWithSegment: Shop = {
  settings: DEFAULT_SETTINGS,
  tiers: TIERS,
  segments: {
    lately: {
      name: { de: 'Neulich', en: 'Lately' },
      where: fact('orders.last_at', { newerThan: { ms: 45 * DAY, days: 45 } }),
    },
  },
};
