/**
 * Tells when time alone may turn a condition: the earliest later moment at which it can hold where it does
 * not, or the other way round, while nothing is heard of the customer. Never later than the real one; where a
 * condition is made of several parts, or the change comes after `horizon`, it may be earlier (but not before
 * the horizon). Undefined where time alone changes nothing.
 */
import { historyOf } from '../state/coupons.ts';
import type { Instant } from '../time/instant.ts';
import { endBy } from '../time/span.ts';
import type { Condition, EventCondition } from './condition.ts';
import { asksForTime, turnsOf } from './dates.ts';
import { AT_LEAST_ONCE, holderOf, known } from './evaluate.ts';
import { type Facts, finderOf, type Known } from './fact-values.ts';
import { momentsOf, timeOfMoment } from './moments.ts';
import { nextPointsChange } from './points.ts';
import { nextRfmChange } from './rfm.ts';
import { checkOf } from './tests.ts';
import { nextTierChange } from './tiers.ts';

export const nextChange = (
  condition: Condition,
  facts: Facts,
  horizon = Number.POSITIVE_INFINITY,
): Instant | undefined => changerOf(condition)({ ...known(facts), horizon });

export type Asked = Known & Readonly<{ horizon: Instant }>;

type Changes = (facts: Asked) => Instant | undefined;

const made = new WeakMap<Condition, Changes>();

/** The next change of this condition, as a function that is made once, like that which tells whether it holds. */
export const changerOf = (condition: Condition): Changes => {
  const before = made.get(condition);
  if (before) return before;
  const changes = make(condition);
  made.set(condition, changes);
  return changes;
};

const never: Changes = () => undefined;

const make = (condition: Condition): Changes => {
  switch (condition.kind) {
    case 'all':
      return changerOfParts(condition.of, true);
    case 'any':
      return changerOfParts(condition.of, false);
    case 'not':
      return changerOf(condition.of);
    case 'segment':
      return (facts) => {
        const segment = facts.program.segments?.[condition.segment];
        return segment && changerOf(segment.where)(facts);
      };
    case 'event':
      return changerOfEvent(condition);
    case 'fact':
      return changerOfFact(condition);
  }
};

/**
 * `all` that holds can turn when its first part does. `all` that does not hold can turn only when the last of
 * the parts that do not hold has turned. `any` is the mirror of it.
 */
const changerOfParts = (of: readonly Condition[], whole: boolean): Changes => {
  const parts = of.map((part) => ({ holds: holderOf(part), changes: changerOf(part) }));
  return (facts) => {
    const against = parts.filter(({ holds }) => holds(facts) !== whole);
    return against.length === 0
      ? earliest(parts.map(({ changes }) => changes(facts)))
      : latest(against.map(({ changes }) => changes(facts)));
  };
};

const earliest = (moments: readonly (Instant | undefined)[]): Instant | undefined => {
  let first: Instant | undefined;
  for (const at of moments) if (at !== undefined && (first === undefined || at < first)) first = at;
  return first;
};

/** Undefined as soon as one of them never comes. */
const latest = (moments: readonly (Instant | undefined)[]): Instant | undefined => {
  let last = 0;
  for (const at of moments) {
    if (at === undefined) return undefined;
    last = Math.max(last, at);
  }
  return last;
};

/** Where `since` is a length, each moment leaves the time after it; the first leaving that tells counts. */
const changerOfEvent = (condition: EventCondition): Changes => {
  const { since, counter, event } = condition;
  if (since === 'ever' || since === 'enrolled') return never;
  const endAfterNow = (at: Instant, facts: Asked): Instant | undefined => {
    const end = endBy(at, since, facts);
    return end > facts.now ? end : undefined;
  };
  if (counter === undefined)
    return (facts) => {
      const history = historyOf(facts.profile, event);
      return history && endAfterNow(history.last, facts);
    };
  const check = checkOf(condition.times ?? AT_LEAST_ONCE);
  const counted = { ...condition, counter };
  return (facts) => {
    const ends: Instant[] = [];
    for (const moment of momentsOf(facts.profile, counted)) {
      const end = endAfterNow(timeOfMoment(moment), facts);
      if (end !== undefined) ends.push(end);
    }
    return changeOfCount(check, ends, facts);
  };
};

/** `ends` are those of the moments that count, each when it leaves the time. */
const changeOfCount = (
  check: ReturnType<typeof checkOf>,
  ends: Instant[],
  facts: Asked,
): Instant | undefined => {
  if (ends.length === 0) return undefined;
  const holds = check(ends.length, facts);
  ends.sort((a, b) => a - b);
  return ends.find((_, index) => check(ends.length - index - 1, facts) !== holds);
};

const changerOfFact = ({ path, test }: Extract<Condition, { kind: 'fact' }>): Changes => {
  if (path === 'rfm.group') return (facts) => nextRfmChange(facts.profile, facts.program.settings, facts);
  if (path === 'customer.tier')
    return (facts) => nextTierChange(facts.profile, facts.program.tiers ?? [], facts);
  if (path === 'customer.points')
    return (facts) => facts.program.points && nextPointsChange(facts.profile, facts.program.points, facts);
  if (!asksForTime(test)) return never;
  const find = finderOf(path);
  return (facts) => earliest(turnsOf(test, find(facts), facts).filter((at) => at > facts.now));
};
