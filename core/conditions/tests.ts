/** Tests on one fact. A missing fact makes every test false except `exists: false` and `empty: true`. */
import { type Money, parseMoney } from '../money.ts';
import type { Moment, Span } from '../time/span.ts';
import type { Scalar, Test } from './condition.ts';
import { isAfter, isBefore, isNewer, isOlder } from './dates.ts';
import type { Fact, PerCurrency, Priced } from './fact-values.ts';

type Check = (fact: Fact, moment: Moment) => boolean;

/** Makes one check of a test, so that a decision walks no keys. */
export const checkOf = (test: Test): Check => {
  const checks = (Object.keys(test) as (keyof Test)[])
    .filter((name) => test[name] !== undefined)
    .map((name): Check => CHECKS[name](test[name] as never));
  const [only] = checks;
  return checks.length === 1 && only ? only : (fact, moment) => checks.every((check) => check(fact, moment));
};

const plain = (fact: Fact): Fact => (isPriced(fact) ? fact.stated : fact);

const isPriced = (fact: Fact): fact is Priced =>
  typeof fact === 'object' && fact !== null && !Array.isArray(fact) && 'stated' in fact && 'in' in fact;

const isEmpty = (fact: Fact): boolean =>
  fact === undefined || fact === null || fact === '' || (Array.isArray(fact) && fact.length === 0);

const isKnown = (fact: Fact): boolean => fact !== undefined && fact !== null;

const CHECKS: Readonly<Record<keyof Test, (wanted: never) => Check>> = {
  eq: (wanted: Scalar) => (fact) => plain(fact) === wanted,
  ne: (wanted: Scalar) => (fact) => isKnown(fact) && plain(fact) !== wanted,
  in: (wanted: readonly Scalar[]) => (fact) => wanted.includes(plain(fact) as Scalar),
  gte: (wanted: number | Money) => comparing(wanted, (a, b) => a >= b),
  gt: (wanted: number | Money) => comparing(wanted, (a, b) => a > b),
  lte: (wanted: number | Money) => comparing(wanted, (a, b) => a <= b),
  lt: (wanted: number | Money) => comparing(wanted, (a, b) => a < b),
  contains: (wanted: Scalar) => (fact) => {
    const value = plain(fact);
    return Array.isArray(value)
      ? value.includes(wanted)
      : typeof value === 'string' && value.includes(String(wanted));
  },
  exists: (wanted: boolean) => (fact) => isKnown(fact) === wanted,
  notEmpty: (wanted: boolean) => (fact) => isEmpty(fact) !== wanted,
  empty: (wanted: boolean) => (fact) => isEmpty(fact) === wanted,
  olderThan: (wanted: Span) => (fact, moment) => isOlder(plain(fact), wanted, moment),
  newerThan: (wanted: Span) => (fact, moment) => isNewer(plain(fact), wanted, moment),
  before: (wanted: string) => (fact, moment) => isBefore(plain(fact), wanted, moment.zone),
  after: (wanted: string) => (fact, moment) => isAfter(plain(fact), wanted, moment.zone),
};

const comparing = (wanted: number | Money, holds: (a: number, b: number) => boolean): Check => {
  if (typeof wanted === 'number')
    return (fact) => {
      const value = isPriced(fact) ? Number(fact.stated) : fact;
      return typeof value === 'number' && holds(value, wanted);
    };
  const { amount, currency } = wanted;
  return (fact) => {
    const known = amountIn(fact, currency);
    return known !== undefined && holds(known, amount);
  };
};

/** An amount of another currency is no match; it is never converted. */
const amountIn = (fact: Fact, currency: string): number | undefined => {
  if (typeof fact !== 'object' || fact === null || Array.isArray(fact)) return undefined;
  if ('perCurrency' in fact) {
    const { perCurrency, otherwise } = fact as PerCurrency;
    return perCurrency[currency] ?? otherwise;
  }
  if (isPriced(fact))
    return fact.in === currency ? parseMoney(String(fact.stated), currency)?.amount : undefined;
  return 'currency' in fact && fact.currency === currency && typeof fact.amount === 'number'
    ? fact.amount
    : undefined;
};
