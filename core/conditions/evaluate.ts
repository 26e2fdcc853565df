/**
 * Evaluates whether a condition holds for a profile now. A missing fact makes its test false, never an error.
 * Each condition is made into functions once, because a decision asks many of them and most often the same.
 */

import { historyOf } from '../state/coupons.ts';
import { type EventHistory, lastSince } from '../state/history.ts';
import { orderCount } from '../state/order-figures.ts';
import type { Profile } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';
import { hasPassed } from '../time/span.ts';
import { zoneOf } from '../time/zone.ts';
import type { Condition, EventCondition, Test } from './condition.ts';
import { type Facts, finderOf, type Known } from './fact-values.ts';
import { momentsOf, timeOfMoment } from './moments.ts';
import { checkOf } from './tests.ts';

export const evaluate = (condition: Condition, facts: Facts): boolean => holderOf(condition)(known(facts));

/** The facts with the customer's zone, looked up where a date first needs it. */
export const known = (facts: Facts | Known): Known => {
  if ('zone' in facts) return facts;
  const { profile, program, since, sinceAhead, subject, event, startedBy, now } = facts;
  let zone: string | undefined;
  return {
    profile,
    program,
    since,
    sinceAhead,
    subject,
    event,
    startedBy,
    now,
    zone: () => {
      zone ??= zoneOf(profile.person, program.settings).zone;
      return zone;
    },
  };
};

type Holds = (facts: Known) => boolean;

const made = new WeakMap<Condition, Holds>();

/** Whether this condition holds, as a function that is made once. */
export const holderOf = (condition: Condition): Holds => {
  const before = made.get(condition);
  if (before) return before;
  const holds = make(condition);
  made.set(condition, holds);
  return holds;
};

const make = (condition: Condition): Holds => {
  switch (condition.kind) {
    case 'all': {
      const parts = condition.of.map(holderOf);
      return (facts) => parts.every((holds) => holds(facts));
    }
    case 'any': {
      const parts = condition.of.map(holderOf);
      return (facts) => parts.some((holds) => holds(facts));
    }
    case 'not': {
      const holds = holderOf(condition.of);
      return (facts) => !holds(facts);
    }
    case 'segment':
      return (facts) => segmentHolds(condition.segment, facts);
    case 'event':
      return eventHolder(condition);
    case 'fact': {
      const [find, check] = [finderOf(condition.path), checkOf(condition.test)];
      return (facts) => check(find(facts), facts);
    }
  }
};

/** A segment that is gone holds for nobody; publishing refuses conditions that name one. */
const segmentHolds = (id: string, facts: Known): boolean => {
  const segments = facts.program.segments ?? {};
  const segment = Object.hasOwn(segments, id) ? segments[id] : undefined;
  return segment !== undefined && holderOf(segment.where)(facts);
};

const eventHolder = (condition: EventCondition): Holds => {
  const { event, since, times = AT_LEAST_ONCE, counter } = condition;
  const check = checkOf(times);
  if (counter !== undefined) {
    const counted = { ...condition, counter };
    return (facts) => check(countIn(counted, facts), facts);
  }
  return (facts) => {
    const history = historyOf(facts.profile, event);
    if (history === undefined || !isWithin(since, history, facts)) return check(0, facts);
    return condition.times ? check(countOfAll(facts.profile, event, history), facts) : true;
  };
};

export const AT_LEAST_ONCE: Test = { gte: 1 };

/** Orders count net, everything else as often as it happened. */
const countOfAll = (profile: Profile, event: string, { count }: EventHistory): number =>
  event === 'order.placed' ? orderCount(profile) : count;

const isWithin = (since: EventCondition['since'], history: EventHistory, facts: Known): boolean => {
  if (since === 'ever') return true;
  return since === 'enrolled' ? lastSince(history, facts) >= 0 : !hasPassed(history.last, since, facts);
};

export type Counted = EventCondition & Readonly<{ counter: string }>;

/**
 * How many of the moments that are kept lie within the time; no condition compares with more. All of them are
 * looked at, because two moments around a change of the clocks may leave in another order than they came.
 */
const countIn = (condition: Counted, facts: Known): number =>
  momentsOf(facts.profile, condition).filter((moment) =>
    liesWithin(timeOfMoment(moment), condition.since, facts),
  ).length;

const liesWithin = (at: Instant, since: EventCondition['since'], facts: Known): boolean => {
  if (since === 'ever') return true;
  return since === 'enrolled' ? at >= facts.since : !hasPassed(at, since, facts);
};
