/** Facts and tests: what holds for whom, and that nothing from outside can stop a customer. */
import { describe, expect, it } from 'vitest';
import type { Test } from '../../../core/conditions/condition.ts';
import { evaluate } from '../../../core/conditions/evaluate.ts';
import { FACT_PATHS } from '../../../core/conditions/facts.ts';
import type { JsonObject } from '../../../core/events/event.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { boughtAt, eventAt, fact, factsOf, shopWithSegment, someone } from '../../support/conditions.ts';
import { DAY, HOUR } from '../../support/flows.ts';
import { START } from '../../support/story.ts';

const days = (count: number) => ({ ms: count * DAY, days: count });
const euros = (amount: number) => ({ amount, currency: 'EUR' });
const holds = (path: string, test: Test, profile: Partial<Profile> = {}): boolean =>
  evaluate(fact(path, test), factsOf({ profile: someone(profile) }));
const ofEvent = (path: string, test: Test, data: JsonObject): boolean =>
  evaluate(fact(path, test), factsOf({ event: eventAt('acme.ping', data) }));

describe('money', () => {
  it('is compared in the currency of the condition; another is no match', () => {
    const spent = { spent: { EUR: 5000, USD: 100 } };
    expect(holds('orders.spent', { gte: euros(5000) }, spent)).toBe(true);
    expect(holds('orders.spent', { gt: euros(5000) }, spent)).toBe(false);
    expect(holds('orders.spent', { lte: { amount: 100, currency: 'USD' } }, spent)).toBe(true);
    expect(holds('orders.spent', { lt: { amount: 100, currency: 'CHF' } }, spent)).toBe(false);
    expect(holds('customer.spent', { gte: euros(5000) }, spent)).toBe(true);
  });

  it('of who bought nothing is 0 in every currency, and no average', () => {
    expect(holds('orders.spent', { lt: euros(1) })).toBe(true);
    expect(holds('orders.spent', { lt: euros(1) }, { spent: { USD: 0 } })).toBe(true);
    expect(holds('orders.average', { lt: euros(1) })).toBe(false);
  });

  it('of an event is read beside its currency, wherever that stands', () => {
    const data = { total: '50.00', currency: 'EUR', product: { price: '9.00', currency: 'USD' }, id: '50' };
    expect(ofEvent('event.total', { gte: euros(5000) }, data)).toBe(true);
    expect(ofEvent('event.product.price', { gte: { amount: 900, currency: 'USD' } }, data)).toBe(true);
    expect(ofEvent('event.product.price', { gte: euros(1) }, data)).toBe(false);
    expect(ofEvent('event.total', { eq: '50.00' }, data)).toBe(true);
    expect(ofEvent('event.id', { in: ['50'] }, data)).toBe(true);
    expect(ofEvent('event.total', { gte: 50 }, data)).toBe(true);
    expect(ofEvent('event.total', { gte: euros(1) }, { total: '50.00' })).toBe(false);
  });
});

describe('dates', () => {
  const berlin = { person: { asOf: START, timeZone: 'Europe/Berlin' } };

  it('are older from the very moment on at which so much has passed', () => {
    const at = (ago: number) => ({ ...berlin, ...boughtAt(START - ago) });
    expect(holds('orders.last_at', { olderThan: days(60) }, at(60 * DAY))).toBe(false);
    expect(holds('orders.last_at', { olderThan: days(60) }, at(60 * DAY + HOUR))).toBe(true);
    expect(holds('orders.last_at', { olderThan: { ms: 2 * HOUR } }, at(2 * HOUR))).toBe(true);
    expect(holds('orders.last_at', { newerThan: { ms: 2 * HOUR } }, at(2 * HOUR))).toBe(false);
    expect(holds('orders.last_at', { newerThan: { ms: 2 * HOUR } }, at(2 * HOUR - 1))).toBe(true);
  });

  it('lie on the day of where the customer lives', () => {
    const late = { ...berlin, ...boughtAt(Date.parse('2026-08-31T22:30:00Z')) };
    expect(holds('orders.first_at', { after: '2026-08-31' }, late)).toBe(true);
    expect(holds('orders.first_at', { before: '2026-09-01' }, late)).toBe(false);
    expect(holds('orders.first_at', { before: '2026-09-02' }, late)).toBe(true);
    expect(holds('orders.first_at', { before: '2026-08-31T22:30:00Z' }, late)).toBe(false);
    expect(holds('orders.first_at', { before: '2026-09-01T00:30:01+02:00' }, late)).toBe(true);
    expect(holds('orders.first_at', { after: '2020-01-01', before: '2030-01-01' }, late)).toBe(true);
  });

  it('from outside are texts: a day, or a moment with its offset', () => {
    const person = { person: { ...berlin.person, birthday: '1990-05-17' } };
    expect(holds('customer.birthday', { before: '1990-05-18' }, person)).toBe(true);
    expect(holds('customer.birthday', { before: '1990-05-17' }, person)).toBe(false);
    expect(holds('customer.birthday', { after: '1990-05-17' }, person)).toBe(false);
    expect(holds('customer.birthday', { olderThan: days(3_650) }, person)).toBe(true);
    const own = {
      ...berlin,
      attributes: { met: '2026-11-20T10:00:00+01:00', odd: 'tomorrow', day: '2026-02-30' },
    };
    expect(holds('customer.attributes.met', { newerThan: days(1) }, own)).toBe(true);
    for (const path of ['odd', 'day', 'none'])
      for (const test of [
        { olderThan: days(1) },
        { newerThan: days(1) },
        { before: '2027-01-01' },
        { after: '1900-01-01' },
      ])
        expect(holds(`customer.attributes.${path}`, test, own)).toBe(false);
  });
});

describe('facts', () => {
  it('of orders: count, rhythm, products and categories, of those that count', () => {
    const order = { at: START, status: 'paid' as const, ref: 'r' };
    const profile: Partial<Profile> = {
      ...boughtAt(START - 40 * DAY, START - 10 * DAY),
      orders: [
        { ...order, id: 'a', products: ['1', '2'], categories: ['tea'] },
        { ...order, id: 'b', products: ['3'], categories: ['mugs'], uncounted: true },
      ],
      bought: { products: ['9', '1'], categories: ['sugar'] },
    };
    expect(holds('orders.count', { eq: 2 }, profile)).toBe(true);
    expect(holds('customer.orders', { eq: 2 }, profile)).toBe(true);
    expect(holds('orders.usual_gap', { eq: 30 }, profile)).toBe(true);
    expect(holds('orders.usual_gap', { exists: false })).toBe(true);
    expect(holds('orders.average', { gte: euros(1000) }, profile)).toBe(true);
    for (const [path, word, known] of [
      ['orders.products', '2', true],
      ['orders.products', '9', true],
      ['orders.products', '3', false],
      ['orders.categories', 'tea', true],
      ['orders.categories', 'sugar', true],
      ['orders.categories', 'mugs', false],
    ] as const)
      expect(holds(path, { contains: word }, profile), word).toBe(known);
  });

  it('of views, clicks, tier and points', () => {
    const profile: Partial<Profile> = {
      views: [{ id: '7', at: START, categories: ['tea'] }],
      history: { 'message.clicked': { first: START - DAY, last: START - HOUR, count: 2 } },
      tier: 'gold',
      points: 120,
    };
    expect(holds('views.products', { contains: '7' }, profile)).toBe(true);
    expect(holds('views.categories', { contains: 'tea' }, profile)).toBe(true);
    expect(holds('views.categories', { empty: true })).toBe(true);
    expect(holds('messages.last_click_at', { newerThan: { ms: 2 * HOUR } }, profile)).toBe(true);
    expect(holds('messages.last_click_at', { olderThan: { ms: 1 } })).toBe(false);
    expect(holds('customer.tier', { in: ['silver', 'gold'] }, profile)).toBe(true);
    expect(holds('customer.points', { gte: 120 }, profile)).toBe(true);
    expect(holds('customer.points', { lt: 1 })).toBe(true);
  });

  it('of consent are about the present address alone', () => {
    const consents = { 'email/marketing': { state: 'given', at: START, for: 'old' } } as const;
    const person = (emailTag: string) => ({ person: { asOf: START, emailTag }, consents });
    expect(holds('consent.email', { eq: 'given' }, person('old'))).toBe(true);
    expect(holds('consent.email', { exists: true }, person('new'))).toBe(false);
    expect(holds('consent.whatsapp', { exists: true }, person('old'))).toBe(false);
  });

  it('that nobody knows make every test false but two', () => {
    for (const test of [
      { eq: 'x' },
      { ne: 'x' },
      { contains: 'x' },
      { gte: 0 },
      { in: ['x'] },
      { exists: true },
    ])
      expect(holds('customer.country', test)).toBe(false);
    expect(holds('customer.country', { exists: false, empty: true })).toBe(true);
    expect(holds('nobody.knows', { exists: false })).toBe(true);
  });
});

describe('what comes from outside', () => {
  const ODD: readonly JsonObject[] = [
    { x: { perCurrency: null } },
    { x: { stated: {}, in: 'EUR' } },
    { x: { at: 'soon' } },
    { x: { amount: 'many', currency: 'EUR' } },
    { x: [{ at: 1 }] },
    { x: null },
  ];
  const TESTS: readonly Test[] = [
    { eq: 'x' },
    { gte: euros(1) },
    { lt: 5 },
    { olderThan: days(1) },
    { newerThan: days(1) },
    { before: '2027-01-01' },
    { after: '1970-01-01' },
    { contains: 'x' },
  ];

  it('never makes a condition throw, and is no money, number or date', () => {
    for (const data of ODD)
      for (const test of TESTS)
        expect(ofEvent('event.x', test, data), JSON.stringify([data, test])).toBe(false);
    expect(ofEvent('event.x', { exists: true }, { x: { at: 'soon' } })).toBe(true);
    expect(ofEvent('event.x.y', { exists: true }, { x: [{ y: 1 }] })).toBe(false);
    expect(ofEvent('event.constructor', { exists: true }, {})).toBe(false);
  });

  it('is money where it says so', () => {
    expect(ofEvent('event.x', { gte: euros(5) }, { x: { amount: 5, currency: 'EUR' } })).toBe(true);
  });
});

describe('a segment', () => {
  const named = { kind: 'segment', segment: 'lately' } as const;
  const facts = (ago: number) =>
    factsOf({ program: shopWithSegment, profile: someone(boughtAt(START - ago * DAY)) });

  it('holds for whom its own condition holds', () => {
    expect(evaluate(named, facts(44))).toBe(true);
    expect(evaluate(named, facts(46))).toBe(false);
  });

  it('that is gone holds for nobody', () => {
    expect(evaluate({ kind: 'segment', segment: 'toString' }, facts(1))).toBe(false);
    expect(evaluate(named, factsOf())).toBe(false);
  });
});

it('every fact that is described can be asked', () => {
  for (const path of FACT_PATHS)
    expect(() => holds(path.endsWith('.') ? `${path}x` : path, { exists: true })).not.toThrow();
});
