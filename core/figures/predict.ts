/** What a customer will bring in the next twelve months, with an interval; or how many repeat buyers are missing. */
import { type BgNbd, expectedOf, fitBgNbd, type HistoryGroup, modelAt, negative } from './bg-nbd.ts';
import {
  expectedSpending,
  fitGammaGamma,
  negativeSpending,
  type SpendingGroup,
  spendingAt,
} from './gamma-gamma.ts';
import { varianceAt } from './minimum.ts';
import { Z } from './statistics.ts';

export type Prediction =
  | Readonly<{ value: number; low: number; high: number }>
  /** Repeat buyers that it would take, as far as that can be told. */
  | Readonly<{ repeatBuyers: number; needed: number }>;

const WEEKS = 365 / 7;
/** An interval from a third to three times the value says too little; this is its half on the scale of logarithms. */
const ERROR_MAX = 0.5;
/** Where the fit cannot tell how far off it is, so many repeat buyers are asked for. */
const NEEDED_AT_FIRST = 30;

export const predictValue = (
  histories: readonly HistoryGroup[],
  spendings: readonly SpendingGroup[],
): Prediction => {
  const repeatBuyers = sum(spendings, ({ customers }) => customers);
  const missing = (needed: number): Prediction => ({
    repeatBuyers,
    needed: Math.max(repeatBuyers + 1, Math.ceil(needed)),
  });
  if (repeatBuyers === 0) return missing(1);
  const buying = fitBgNbd(histories);
  const spending = fitSpending(spendings);
  const people = sum(histories, ({ customers }) => customers);
  const value = (model: BgNbd, worth: (repeats: number) => number): number =>
    sum(histories, (group) => group.customers * expectedOf(model, group, WEEKS) * worth(group.repeats)) /
    people;
  const worth = spending.worthAt(spending.at);
  const expected = value(modelAt(buying), worth);
  const variance = addedUp(
    varianceAt(negative(histories), buying, (at) => Math.log(value(modelAt(at), worth))),
    spending.variance((at) => Math.log(value(modelAt(buying), spending.worthAt(at)))),
  );
  if (variance === undefined || !(expected > 0)) return missing(Math.max(NEEDED_AT_FIRST, repeatBuyers * 2));
  const error = Math.sqrt(variance);
  if (error > ERROR_MAX) return missing(repeatBuyers * (error / ERROR_MAX) ** 2);
  return { value: expected, low: expected * Math.exp(-Z * error), high: expected * Math.exp(Z * error) };
};

const addedUp = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a + b;

type Point = readonly number[];
type Spending = Readonly<{
  at: Point;
  /** What a purchase day brings on average from customers with so many repeats. */
  worthAt: (at: Point) => (repeats: number) => number;
  variance: (value: (at: Point) => number) => number | undefined;
}>;

/** By Gamma-Gamma; where everybody spends about the same, that model has no sharp fit and the mean serves. */
const fitSpending = (groups: readonly SpendingGroup[]): Spending => {
  const at = fitGammaGamma(groups);
  const off = negativeSpending(groups);
  const isSharp = varianceAt(off, at, (point) => point[0] ?? 0) !== undefined;
  return isSharp
    ? { at, worthAt: (point) => worthOf(point, groups), variance: (value) => varianceAt(off, at, value) }
    : plainMean(groups);
};

const worthOf = (point: Point, groups: readonly SpendingGroup[]): ((repeats: number) => number) => {
  const model = spendingAt(point);
  const byRepeats = new Map<number, Readonly<{ total: number; customers: number }>>();
  for (const { repeats, average, customers } of groups) {
    const before = byRepeats.get(repeats) ?? { total: 0, customers: 0 };
    byRepeats.set(repeats, {
      total: before.total + customers * expectedSpending(model, { repeats, average }),
      customers: before.customers + customers,
    });
  }
  const ofNobody = expectedSpending(model, { repeats: 0, average: 0 });
  return (repeats) => {
    const known = byRepeats.get(repeats);
    return known ? known.total / known.customers : ofNobody;
  };
};

const plainMean = (groups: readonly SpendingGroup[]): Spending => {
  const people = sum(groups, ({ customers }) => customers);
  const mean = sum(groups, ({ average, customers }) => average * customers) / people;
  const squares = sum(groups, ({ average, customers }) => customers * (average - mean) ** 2);
  const error = people < 2 ? 1 : squares / (people - 1) / people / mean ** 2;
  return { at: [], worthAt: () => () => mean, variance: () => error };
};

const sum = <T>(list: readonly T[], of: (one: T) => number): number =>
  list.reduce((total, one) => total + of(one), 0);
