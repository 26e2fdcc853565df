/** Time alone turns a condition at the moment that is foretold, and never before. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Condition } from '../../../core/conditions/condition.ts';
import { evaluate } from '../../../core/conditions/evaluate.ts';
import { momentOf } from '../../../core/conditions/moments.ts';
import { nextChange } from '../../../core/conditions/next-change.ts';
import {
  anyCondition,
  anyProfile,
  boughtAt,
  fact,
  factsOf,
  shop,
  shopWithSegment,
  someone,
} from '../../support/conditions.ts';
import { DAY, HOUR } from '../../support/flows.ts';
import { boughtBy, eur, row } from '../../support/purchases.ts';
import { runs } from '../../support/runs.ts';
import { START } from '../../support/story.ts';

const days = (count: number) => ({ ms: count * DAY, days: count });

it('what ends at this very moment has ended: no change of it is to come', () => {
  const since = { ms: DAY };
  const profile = someone({ history: { 'acme.ping': { first: START - DAY, last: START - DAY, count: 1 } } });
  const condition: Condition = { kind: 'event', event: 'acme.ping', since };
  expect(evaluate(condition, factsOf({ profile }))).toBe(false);
  expect(nextChange(condition, factsOf({ profile }))).toBeUndefined();
  expect(nextChange(condition, factsOf({ profile, now: START - 1 }))).toBe(START);
});

it('of several changes that are to come, the first counts, in whatever order they are named', () => {
  const within = (count: number): Condition => ({
    kind: 'event',
    event: 'acme.ping',
    since: { ms: count * DAY },
  });
  const profile = someone({ history: { 'acme.ping': { first: START, last: START, count: 1 } } });
  for (const of of [
    [within(3), within(5)],
    [within(5), within(3)],
  ])
    expect(nextChange({ kind: 'all', of }, factsOf({ profile }))).toBe(START + 3 * DAY);
});

it('points turn when those of the oldest order expire, and never where they last', () => {
  const profile = boughtBy(row('b', START, 500), row('a', START - DAY, 500));
  const changes = (points: object) =>
    nextChange(
      fact('customer.points', { gte: 7 }),
      factsOf({ profile, program: { ...shop, points } as never }),
    );
  const per = eur(100);
  expect(changes({ per, expire: { ms: 3 * DAY } })).toBe(START + 2 * DAY);
  expect(changes({ per })).toBeUndefined();
});

describe('between now and the next change', () => {
  test('no condition changes, whatever the customer and the clocks', () => {
    fc.assert(
      fc.property(
        anyCondition,
        anyProfile,
        fc.integer({ min: 0, max: 500 * DAY }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (condition, profile, later, share) => {
          const now = START + later;
          const facts = factsOf({ profile, program: shopWithSegment, now });
          const next = nextChange(condition, facts);
          const end = next ?? now + 1_000 * DAY;
          expect(end).toBeGreaterThan(now);
          const holds = evaluate(condition, facts);
          for (const at of [end - 1, now + Math.floor((end - 1 - now) * share)])
            expect(evaluate(condition, { ...facts, now: at })).toBe(holds);
        },
      ),
      { numRuns: runs(400) },
    );
  });

  test('walking from change to change meets every value that a walk by the hour meets', () => {
    fc.assert(
      fc.property(anyCondition, anyProfile, (condition, profile) => {
        const facts = factsOf({ profile, program: shopWithSegment });
        const until = START + 60 * DAY;
        let [next, holds] = [nextChange(condition, facts), evaluate(condition, facts)];
        for (let now = START; now <= until; now += HOUR) {
          while (next !== undefined && next <= now) {
            holds = evaluate(condition, { ...facts, now: next });
            next = nextChange(condition, { ...facts, now: next });
          }
          expect(evaluate(condition, { ...facts, now })).toBe(holds);
        }
      }),
      { numRuns: runs(25) },
    );
  });
});

describe('the next change', () => {
  const changeOf = (condition: Condition, change = {}) => nextChange(condition, factsOf(change));
  const berlin = { person: { asOf: START, timeZone: 'Europe/Berlin' } };
  const lately = someone({ ...berlin, ...boughtAt(START - 10 * DAY) });

  it('is when the last order is so old, counted in days where the customer lives', () => {
    const older = fact('orders.last_at', { olderThan: days(60) });
    expect(changeOf(older, { profile: lately })).toBe(START + 50 * DAY);
    const march = Date.parse('2027-03-20T09:00:00Z');
    const spring = someone({ ...berlin, ...boughtAt(march) });
    expect(changeOf(older, { profile: spring, now: march })).toBe(Date.parse('2027-05-19T08:00:00Z'));
  });

  it('does not exist for what only the customer can change', () => {
    expect(changeOf(fact('orders.count', { gte: 1 }), { profile: lately })).toBeUndefined();
    expect(changeOf(fact('orders.last_at', { before: '2027-01-01' }), { profile: lately })).toBeUndefined();
    expect(changeOf({ kind: 'event', event: 'order.placed', since: 'ever' })).toBeUndefined();
    expect(changeOf(fact('orders.last_at', { olderThan: days(60) }))).toBeUndefined();
  });

  it('does not exist where a part that never holds decides', () => {
    const soon = fact('orders.last_at', { olderThan: days(60) });
    const never = fact('customer.country', { eq: 'FR' });
    expect(changeOf({ kind: 'all', of: [soon, never] }, { profile: lately })).toBeUndefined();
    expect(changeOf({ kind: 'any', of: [soon, never] }, { profile: lately })).toBe(START + 50 * DAY);
    expect(
      changeOf({ kind: 'any', of: [soon, { kind: 'not', of: never }] }, { profile: lately }),
    ).toBeUndefined();
  });

  it('is the last of the parts that have to turn', () => {
    const of = [60, 90].map((count) => fact('orders.last_at', { olderThan: days(count) }));
    expect(changeOf({ kind: 'all', of }, { profile: lately })).toBe(START + 80 * DAY);
    expect(changeOf({ kind: 'any', of }, { profile: lately })).toBe(START + 50 * DAY);
  });

  it('is when the moment that tells leaves the time, not when the first one does', () => {
    const counts = { seen: [9, 5, 2].map((ago) => momentOf(START - ago * DAY, `${ago}`)) };
    const seen = (times: object): Condition => ({
      kind: 'event',
      event: 'product.viewed',
      since: { ms: 10 * DAY },
      times,
      counter: 'seen',
    });
    const profile = someone({ counts });
    expect(changeOf(seen({ gte: 3 }), { profile })).toBe(START + DAY);
    expect(changeOf(seen({ gte: 2 }), { profile })).toBe(START + 5 * DAY);
    expect(changeOf(seen({ lt: 1 }), { profile })).toBe(START + 8 * DAY);
    expect(changeOf(seen({ gte: 4 }), { profile })).toBeUndefined();
  });

  it('is the first of several ends, in whatever order the moments are kept, and none of this very moment', () => {
    const seen = [2, 10, 5].map((ago) => momentOf(START - ago * DAY, `${ago}`));
    const within: Condition = {
      kind: 'event',
      event: 'product.viewed',
      since: { ms: 10 * DAY },
      times: { gte: 2 },
      counter: 'seen',
    };
    expect(changeOf(within, { profile: someone({ counts: { seen } }) })).toBe(START + 5 * DAY);
    const order = fact('orders.last_at', { olderThan: { ms: 10 * DAY }, newerThan: { ms: 30 * DAY } });
    expect(changeOf(order, { profile: lately })).toBe(START + 20 * DAY);
  });

  it('is the end of the order without which a tier is lost, the oldest first', () => {
    const profile = someone(boughtAt(START - 10 * DAY, START - 60 * DAY, START - 30 * DAY));
    const of = (amount: number) => [
      { id: 'gold', spend: { amount, currency: 'EUR' }, within: { ms: 90 * DAY } },
    ];
    const change = (shopTiers: ReturnType<typeof of> | readonly []) =>
      changeOf(fact('customer.tier', { eq: 'gold' }), {
        profile,
        program: { ...shopWithSegment, tiers: shopTiers },
      });
    expect([3_000, 2_000, 1_000].map((amount) => change(of(amount)))).toEqual([
      START + 30 * DAY,
      START + 60 * DAY,
      START + 80 * DAY,
    ]);
    expect(change([])).toBeUndefined();
  });

  it('is the next step of recency for an RFM group', () => {
    expect(changeOf(fact('rfm.group', { eq: 'dormant' }), { profile: lately })).toBe(START + 20 * DAY);
    const steps = { days: [90, 60, 30, 10], orders: [2, 3, 5, 9], spent: [1, 2, 3, 4] };
    const program = { settings: { ...shopWithSegment.settings, rfm: steps } };
    expect(changeOf(fact('rfm.group', { eq: 'dormant' }), { profile: lately, program })).toBe(
      START + 20 * DAY,
    );
    expect(changeOf(fact('rfm.group', { eq: 'prospects' }))).toBeUndefined();
  });

  it('is that of the segment which the condition names', () => {
    const named: Condition = { kind: 'segment', segment: 'lately' };
    expect(changeOf(named, { profile: lately, program: shopWithSegment })).toBe(START + 35 * DAY);
    expect(changeOf({ kind: 'segment', segment: 'nowhere' }, { profile: lately })).toBeUndefined();
  });
});

describe('with a horizon', () => {
  test('what comes by it is exact, and what comes later is told as later, but never as too late', () => {
    fc.assert(
      fc.property(
        anyCondition,
        anyProfile,
        fc.integer({ min: 0, max: 500 * DAY }),
        fc.integer({ min: 0, max: 500 * DAY }),
        (condition, profile, later, ahead) => {
          const now = START + later;
          const horizon = now + ahead;
          const facts = factsOf({ profile, program: shopWithSegment, now });
          const exact = nextChange(condition, facts);
          const told = nextChange(condition, facts, horizon);
          if (exact === undefined) expect(told ?? Number.POSITIVE_INFINITY).toBeGreaterThan(horizon);
          else if (exact <= horizon) expect(told).toBe(exact);
          else {
            expect(told).toBeGreaterThan(horizon);
            expect(told).toBeLessThanOrEqual(exact);
          }
        },
      ),
      { numRuns: runs(400) },
    );
  });
});
