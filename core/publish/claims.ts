/**
 * Breaks a condition into the single claims that must all hold, and tells of two claims whether both can hold
 * for one customer. What is not plainly a list of claims (`any`, a negated `all`) claims nothing.
 */
import { durationMs } from '../program/words.ts';
import { isAll, isAny, isConsent, isEvent, isNot, isSegment } from './compile-condition.ts';
import type { ConditionFile, EventCondition, TestFile } from './condition-schema.ts';
import type { Path } from './problem.ts';
import type { Visited } from './visit-flow.ts';

type Bound = Readonly<{ value: number; currency?: string; open: boolean }>;

/** What one claim says of its subject: a fact, an event that happened, or a segment. */
type Said =
  | Readonly<{ kind: 'low' | 'high'; bound: Bound }>
  | Readonly<{ kind: 'one-of' | 'none-of'; values: readonly unknown[] }>
  | Readonly<{ kind: 'known' | 'unknown' | 'filled' | 'empty' }>
  | Readonly<{ kind: 'older' | 'newer'; ms: number }>
  | Readonly<{ kind: 'before' | 'after'; day: string }>
  | Readonly<{ kind: 'happened' | 'never-happened'; withinMs: number }>
  | Readonly<{ kind: 'inside' | 'outside' }>;

export type Claim = Readonly<{
  subject: string;
  said: Said;
  /** A negated test also holds where the fact is unknown. */
  orUnknown: boolean;
  path: Path;
  /** The condition as the marketer writes it. */
  written: string;
}>;

export const claimsOf = ({ item, path }: Visited<ConditionFile>, negated = false): readonly Claim[] => {
  if (isNot(item)) return claimsOf({ item: item.not, path: [...path, 'not'] }, !negated);
  // What holds for each part of an `all` holds for the whole; a negated `any` denies each of its parts.
  if (isAll(item)) return partsOf(item.all, { path: [...path, 'all'], negated, every: !negated });
  if (isAny(item)) return partsOf(item.any, { path: [...path, 'any'], negated, every: negated });
  const around = { path, written: shown(item, negated), negated };
  if (isEvent(item)) return eventClaim(item, around);
  if (isSegment(item)) return [segmentClaim(item.segment, around)];
  return factClaims({ item, path }, negated);
};

const segmentClaim = (segment: string, { path, written, negated }: Around): Claim => ({
  subject: `segment ${segment}`,
  said: { kind: negated ? 'outside' : 'inside' },
  orUnknown: false,
  path,
  written,
});

type Parts = Readonly<{ path: Path; negated: boolean; every: boolean }>;

const partsOf = (parts: readonly ConditionFile[], { path, negated, every }: Parts): readonly Claim[] =>
  every || parts.length === 1
    ? parts.flatMap((item, index) => claimsOf({ item, path: [...path, index] }, negated))
    : [];

const shown = (condition: ConditionFile, negated: boolean): string => {
  const words = spaced(condition);
  return negated ? `{ "not": ${words} }` : words;
};

/** As people write JSON: with a blank inside of braces and behind each colon and comma. */
const spaced = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${spaced(inner)}`);
  return `{ ${pairs.join(', ')} }`;
};

type Around = Readonly<{ path: Path; written: string; negated: boolean }>;

/** A run of the flow is as long as it is, so "enrolled" compares with nothing. */
const eventClaim = (
  { event, since = 'ever', times, where }: EventCondition,
  { path, written, negated }: Around,
): readonly Claim[] => {
  const withinMs = since === 'ever' ? Number.POSITIVE_INFINITY : durationMs(since);
  const count = countOf(times);
  if (withinMs === undefined || count === 'some number') return [];
  // Denying "at least three times" leaves one and two.
  if (negated && count === 'several') return [];
  const never = negated !== (count === 'none');
  // That no event of a kind happened says nothing about all the others.
  if (never && where !== undefined) return [];
  const said: Said = { kind: never ? 'never-happened' : 'happened', withinMs };
  return [{ subject: `event ${event}`, said, orUnknown: false, path, written }];
};

const countOf = (times: EventCondition['times']): 'none' | 'once or more' | 'several' | 'some number' => {
  if (times === undefined || times.gte === 1 || times.gt === 0) return 'once or more';
  if (times.eq === 0 || times.lte === 0 || times.lt === 1) return 'none';
  const least = times.eq ?? times.gte ?? times.gt ?? 0;
  return least > 0 ? 'several' : 'some number';
};

/** Several tests together are denied by any one of them, so that only a single one can be turned round. */
const factClaims = ({ item, path }: Visited<ConditionFile>, negated: boolean): readonly Claim[] => {
  const tests = Object.entries(item as Readonly<Record<string, TestFile>>).flatMap(([fact, test]) =>
    Object.entries(test).map(([name, wanted]) => ({ fact, name, wanted })),
  );
  if (negated && tests.length > 1) return [];
  return tests.flatMap(({ fact, name, wanted }) => {
    const { test, value, turned } = meant(fact, { name, wanted, negated });
    const said = saidBy(test, value, negated);
    const written = shown({ [fact]: { [name]: wanted } as TestFile }, negated);
    return said ? [{ subject: fact, said, orUnknown: turned, path: [...path, fact, name], written }] : [];
  });
};

type Tested = Readonly<{ name: string; wanted: unknown; negated: boolean }>;

/** The test without its "not"; of a consent, true stands for "given" and false for everything else. */
const meant = (fact: string, { name, wanted, negated }: Tested) => {
  const denied = isConsent(fact) && name === 'eq' && wanted === false;
  const turned = negated !== denied;
  return {
    test: turned ? (OPPOSITE[name] ?? '') : name,
    value: isConsent(fact) && typeof wanted === 'boolean' && name === 'eq' ? 'given' : wanted,
    turned,
  };
};

const OPPOSITE: Readonly<Record<string, string>> = {
  eq: 'ne',
  ne: 'eq',
  in: 'notIn',
  gte: 'lt',
  gt: 'lte',
  lte: 'gt',
  lt: 'gte',
  exists: 'exists',
  notEmpty: 'empty',
  empty: 'notEmpty',
  olderThan: 'newerThan',
  newerThan: 'olderThan',
};

const saidBy = (name: string, value: unknown, negated: boolean): Said | undefined =>
  name === 'exists' ? { kind: (value === true) === negated ? 'unknown' : 'known' } : SAID_BY[name]?.(value);

const SAID_BY: Readonly<Record<string, (value: unknown) => Said>> = {
  eq: (value) => ({ kind: 'one-of', values: [value] }),
  in: (value) => ({ kind: 'one-of', values: [value].flat() }),
  ne: (value) => ({ kind: 'none-of', values: [value] }),
  notIn: (value) => ({ kind: 'none-of', values: [value].flat() }),
  gte: (value) => ({ kind: 'low', bound: boundOf(value, false) }),
  gt: (value) => ({ kind: 'low', bound: boundOf(value, true) }),
  lte: (value) => ({ kind: 'high', bound: boundOf(value, false) }),
  lt: (value) => ({ kind: 'high', bound: boundOf(value, true) }),
  notEmpty: (value) => ({ kind: value === false ? 'empty' : 'filled' }),
  empty: (value) => ({ kind: value === false ? 'filled' : 'empty' }),
  olderThan: (value) => ({ kind: 'older', ms: durationMs(String(value)) ?? 0 }),
  newerThan: (value) => ({ kind: 'newer', ms: durationMs(String(value)) ?? Number.POSITIVE_INFINITY }),
  before: (value) => ({ kind: 'before', day: dayOf(value) }),
  after: (value) => ({ kind: 'after', day: dayOf(value) }),
};

const dayOf = (value: unknown): string => String(value).slice(0, DAY_CHARS);

const DAY_CHARS = 'YYYY-MM-DD'.length;

const boundOf = (value: unknown, open: boolean): Bound =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value
    ? { value: Number(value.amount), currency: String(value.currency), open }
    : { value: Number(value), open };

/** True where no customer can fulfil both. */
export const exclude = (a: Claim, b: Claim): boolean =>
  a.subject === b.subject && (clash(a, b) || clash(b, a));

const NEEDS_A_VALUE: readonly Said['kind'][] = [
  'low',
  'high',
  'one-of',
  'known',
  'filled',
  'older',
  'newer',
  'before',
  'after',
];

const clash = ({ said: a }: Claim, { said: b, orUnknown }: Claim): boolean => {
  switch (a.kind) {
    case 'unknown':
      return !orUnknown && NEEDS_A_VALUE.includes(b.kind);
    case 'empty':
      return b.kind === 'filled';
    case 'low':
      return b.kind === 'high' && crosses(a.bound, b.bound);
    case 'one-of':
      return a.values.every((value) => !allows(b, value));
    case 'older':
      return b.kind === 'newer' && a.ms >= b.ms;
    case 'after':
      return b.kind === 'before' && b.day <= a.day;
    case 'happened':
      return b.kind === 'never-happened' && b.withinMs >= a.withinMs;
    case 'inside':
      return b.kind === 'outside';
    default:
      return false;
  }
};

/** Amounts in two currencies are two amounts. */
const crosses = (low: Bound, high: Bound): boolean =>
  low.currency === high.currency &&
  (low.value > high.value || (low.value === high.value && (low.open || high.open)));

const allows = (said: Said, value: unknown): boolean => {
  if (said.kind === 'one-of') return said.values.includes(value);
  if (said.kind === 'none-of') return !said.values.includes(value);
  if (typeof value !== 'number' || (said.kind !== 'low' && said.kind !== 'high')) return true;
  const exact = { value, open: false };
  return said.kind === 'low' ? !crosses(said.bound, exact) : !crosses(exact, said.bound);
};
