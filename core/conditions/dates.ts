/**
 * Tests on dates. A fact is a moment, or a text from outside: a day, which begins where the customer lives,
 * or a moment with its offset.
 */
import { readTime } from '../events/event-fields.ts';
import type { Instant } from '../time/instant.ts';
import { endBy, type Horizon, hasPassed, type Moment, type Span } from '../time/span.ts';
import { localDay, startOfDay } from '../time/zone.ts';
import type { Test } from './condition.ts';
import type { Dated, Fact } from './fact-values.ts';

const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_MS = 24 * 60 * 60_000;
/** No two places differ by more than this in what day it is. */
const ZONES_DIFFER_MS = 26 * 60 * 60_000;

/** A day as people write it, e.g. 2026-11-20, that the calendar has. */
export const isDay = (text: string): boolean => DAY.test(text) && readTime(text) !== undefined;

/** The moment that a fact means; undefined where it is no date. */
export const instantOf = (fact: Fact, zone: () => string): Instant | undefined => {
  if (typeof fact === 'string') return isDay(fact) ? startOfDay(fact, zone()) : readTime(fact);
  return isDated(fact) ? fact.at : undefined;
};

/** Every list has an `at` too, as a function. */
const isDated = (fact: Fact): fact is Dated =>
  typeof fact === 'object' && fact !== null && Object.hasOwn(fact, 'at');

export const isOlder = (fact: Fact, span: Span, moment: Moment): boolean => {
  const at = instantOf(fact, moment.zone);
  return at !== undefined && hasPassed(at, span, moment);
};

export const isNewer = (fact: Fact, span: Span, moment: Moment): boolean => {
  const at = instantOf(fact, moment.zone);
  return at !== undefined && !hasPassed(at, span, moment);
};

/** Negative before the limit, positive after it, 0 on the same day or at the same moment. */
const compared = (fact: Fact, limit: string, zone: () => string): number | undefined => {
  if (!isDay(limit)) {
    const [at, bound] = [instantOf(fact, zone), readTime(limit)];
    return at === undefined || bound === undefined ? undefined : at - bound;
  }
  const day = typeof fact === 'string' && isDay(fact) ? fact : dayAround(fact, limit, zone);
  if (day === undefined) return undefined;
  return day < limit ? -1 : day > limit ? 1 : 0;
};

/** The day on which a moment lies where the customer lives; in UTC where that is far from the limit. */
const dayAround = (fact: Fact, limit: string, zone: () => string): string | undefined => {
  const at = instantOf(fact, zone);
  if (at === undefined) return undefined;
  const start = Date.parse(`${limit}T00:00:00Z`);
  const isNear = at > start - ZONES_DIFFER_MS && at < start + DAY_MS + ZONES_DIFFER_MS;
  return isNear ? localDay(at, zone()) : new Date(at).toISOString().slice(0, 10);
};

export const isBefore = (fact: Fact, limit: string, zone: () => string): boolean =>
  (compared(fact, limit, zone) ?? 1) < 0;

export const isAfter = (fact: Fact, limit: string, zone: () => string): boolean =>
  (compared(fact, limit, zone) ?? -1) > 0;

/** False for a test that time alone never turns. */
export const asksForTime = ({ olderThan, newerThan }: Test): boolean =>
  olderThan !== undefined || newerThan !== undefined;

/** The moments at which a test on this fact can turn by time alone. */
export const turnsOf = (test: Test, fact: Fact, until: Horizon): readonly Instant[] => {
  const spans = [test.olderThan, test.newerThan].filter((span) => span !== undefined);
  const at = spans.length === 0 ? undefined : instantOf(fact, until.zone);
  return at === undefined ? [] : spans.map((span) => endBy(at, span, until));
};
