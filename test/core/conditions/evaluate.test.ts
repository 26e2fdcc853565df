/** What holds for whom: dates where the customer lives, events, counts and segments. */
import { describe, expect, it } from 'vitest';
import type { Condition, Test } from '../../../core/conditions/condition.ts';
import { evaluate } from '../../../core/conditions/evaluate.ts';
import { momentOf } from '../../../core/conditions/moments.ts';
import type { Profile } from '../../../core/state/profile.ts';
import { boughtAt, fact, factsOf, shopWithSegment, someone } from '../../support/conditions.ts';
import { DAY, HOUR } from '../../support/flows.ts';
import { START } from '../../support/story.ts';

const days = (count: number) => ({ ms: count * DAY, days: count });
const holds = (path: string, test: Test, profile: Partial<Profile> = {}): boolean =>
  evaluate(fact(path, test), factsOf({ profile: someone(profile) }));

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

  it('lie on the day of where the customer lives, also where that is another one than in UTC', () => {
    const of = (timeZone: string, bought: string) => ({
      person: { asOf: START, timeZone },
      ...boughtAt(Date.parse(bought)),
    });
    const first = (test: Test, timeZone: string, bought: string) =>
      holds('orders.first_at', test, of(timeZone, bought));
    expect(first({ before: '2026-09-02' }, 'America/New_York', '2026-09-02T03:59:59Z')).toBe(true);
    expect(first({ before: '2026-09-02' }, 'America/New_York', '2026-09-02T04:00:00Z')).toBe(false);
    expect(first({ after: '2026-09-02' }, 'America/New_York', '2026-09-03T03:59:59Z')).toBe(false);
    expect(first({ after: '2026-09-02' }, 'Pacific/Kiritimati', '2026-09-02T10:00:00Z')).toBe(true);
    expect(first({ before: '2026-09-02' }, 'Pacific/Kiritimati', '2026-09-01T10:00:00Z')).toBe(false);
    expect(first({ after: '2026-09-02' }, 'UTC', '2026-09-09T10:00:00Z')).toBe(true);
    expect(first({ before: '2026-09-02' }, 'UTC', '2026-08-09T10:00:00Z')).toBe(true);
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

describe('an event', () => {
  const rang = { first: START - 9 * DAY, last: START - 2 * DAY, count: 4 };
  const profile = someone({ history: { 'acme.ping': rang } });
  const event = (more: object, change = {}) =>
    evaluate({ kind: 'event', event: 'acme.ping', since: 'ever', ...more }, factsOf({ profile, ...change }));

  it('has happened at all, since the trigger, or within a time', () => {
    expect(event({})).toBe(true);
    expect(event({ event: 'acme.pong' })).toBe(false);
    expect(event({ since: { ms: 2 * DAY + 1 } })).toBe(true);
    expect(event({ since: { ms: 2 * DAY } })).toBe(false);
    expect(event({ since: 'enrolled' }, { since: rang.last })).toBe(true);
    expect(event({ since: 'enrolled' }, { since: rang.last + 1 })).toBe(false);
  });

  it('has happened so often, and never at all where it did not lie within the time', () => {
    expect(event({ times: { eq: 4 } })).toBe(true);
    expect(event({ times: { gt: 4 } })).toBe(false);
    expect(event({ times: { lt: 1 } })).toBe(false);
    expect(event({ times: { lt: 1 }, since: { ms: DAY } })).toBe(true);
    expect(event({ times: { lt: 1 }, event: 'acme.pong' })).toBe(true);
  });

  it('is an order as often as orders count, whatever was heard', () => {
    const bought = someone({
      ...boughtAt(START, START),
      history: { 'order.placed': { ...rang, count: 5 } },
    });
    const placed = { event: 'order.placed', times: { eq: 2 } };
    expect(event(placed, { profile: bought })).toBe(true);
  });

  it('that is counted lies within the time by each of its own moments', () => {
    const seen = [9, 5, 2].map((ago) => momentOf(START - ago * DAY, `${ago}`));
    const counted = someone({ counts: { seen } });
    const times = (count: number, since: object | string, change = {}) =>
      event({ counter: 'seen', times: { eq: count }, since }, { profile: counted, ...change });
    expect(times(3, 'ever')).toBe(true);
    expect(times(2, { ms: 9 * DAY })).toBe(true);
    expect(times(3, { ms: 9 * DAY + 1 })).toBe(true);
    expect(times(2, 'enrolled', { since: START - 5 * DAY })).toBe(true);
    expect(event({ counter: 'seen', since: { ms: 2 * DAY } }, { profile: counted })).toBe(false);
    expect(event({ counter: 'seen', since: { ms: 2 * DAY + 1 } }, { profile: counted })).toBe(true);
  });
});

describe('several conditions', () => {
  const [yes, no] = [fact('orders.count', { eq: 0 }), fact('orders.count', { eq: 1 })];
  const of = (kind: 'all' | 'any', ...parts: readonly Condition[]) =>
    evaluate({ kind, of: parts }, factsOf());

  it('hold together where all do, where any does, and where one does not', () => {
    expect([of('all'), of('all', yes, yes), of('all', yes, no)]).toEqual([true, true, false]);
    expect([of('any'), of('any', no, yes), of('any', no, no)]).toEqual([false, true, false]);
    expect(evaluate({ kind: 'not', of: yes }, factsOf())).toBe(false);
    expect(evaluate({ kind: 'not', of: no }, factsOf())).toBe(true);
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
