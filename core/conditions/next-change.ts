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
import { turnsOf } from './dates.ts';
import { AT_LEAST_ONCE, type Counted, holderOf, known } from './evaluate.ts';
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
): Instant | undefined => changeOf(condition, { ...known(facts), horizon });

type Asked = Known & Readonly<{ horizon: Instant }>;

const changeOf = (condition: Condition, facts: Asked): Instant | undefined => {
  switch (condition.kind) {
    case 'all':
      return changeOfParts(condition.of, facts, true);
    case 'any':
      return changeOfParts(condition.of, facts, false);
    case 'not':
      return changeOf(condition.of, facts);
    case 'segment': {
      const segment = facts.program.segments?.[condition.segment];
      return segment && changeOf(segment.where, facts);
    }
    case 'event':
      return changeOfEvent(condition, facts);
    case 'fact':
      return changeOfFact(condition, facts);
  }
};

/**
 * `all` that holds can turn when its first part does. `all` that does not hold can turn only when the last of
 * the parts that do not hold has turned. `any` is the mirror of it.
 */
const changeOfParts = (parts: readonly Condition[], facts: Asked, whole: boolean): Instant | undefined => {
  const against = parts.filter((part) => holderOf(part)(facts) !== whole);
  if (against.length === 0) return earliest(parts.map((part) => changeOf(part, facts)));
  return latest(against.map((part) => changeOf(part, facts)));
};

const earliest = (moments: readonly (Instant | undefined)[]): Instant | undefined => {
  const all = moments.filter((at) => at !== undefined);
  return all.length === 0 ? undefined : Math.min(...all);
};

/** Undefined as soon as one of them never comes. */
const latest = (moments: readonly (Instant | undefined)[]): Instant | undefined =>
  moments.reduce<Instant | undefined>(
    (soFar, at) => (soFar === undefined || at === undefined ? undefined : Math.max(soFar, at)),
    0,
  );

/** Where `since` is a length, each moment leaves the time after it; the first leaving that tells counts. */
const changeOfEvent = (condition: EventCondition, facts: Asked): Instant | undefined => {
  const { since, counter, event } = condition;
  if (since === 'ever' || since === 'enrolled') return undefined;
  const ends = (times: readonly Instant[]): readonly Instant[] =>
    times
      .map((at) => endBy(at, since, facts))
      .filter((end) => end > facts.now)
      .sort((a, b) => a - b);
  if (counter !== undefined)
    return changeOfCount({ ...condition, counter }, ends(timesOf(condition, counter, facts)), facts);
  const history = historyOf(facts.profile, event);
  return history && ends([history.last])[0];
};

const timesOf = (condition: EventCondition, counter: string, { profile }: Known): readonly Instant[] =>
  momentsOf(profile, { ...condition, counter }).map(timeOfMoment);

const changeOfCount = (
  { times = AT_LEAST_ONCE }: Counted,
  ends: readonly Instant[],
  facts: Asked,
): Instant | undefined => {
  const check = checkOf(times);
  const holds = check(ends.length, facts);
  return ends.find((_, index) => check(ends.length - index - 1, facts) !== holds);
};

const changeOfFact = (
  { path, test }: Extract<Condition, { kind: 'fact' }>,
  facts: Asked,
): Instant | undefined => {
  if (path === 'rfm.group') return nextRfmChange(facts.profile, facts.program.settings, facts);
  if (path === 'customer.tier') return nextTierChange(facts.profile, facts.program.tiers ?? [], facts);
  if (path === 'customer.points')
    return facts.program.points && nextPointsChange(facts.profile, facts.program.points, facts);
  return earliest(turnsOf(test, finderOf(path)(facts), facts).filter((at) => at > facts.now));
};
