/**
 * How often customers will buy again: the BG/NBD model of Fader, Hardie and Lee (2005). Buying times are
 * Poisson at a rate that differs between people by a gamma distribution (r, alpha); after each purchase a
 * customer is lost with a probability that differs by a beta distribution (a, b).
 */
import { gammaln as logGamma } from 'simple-statistics';
import { hypergeometric, logBeta } from './gamma.ts';
import { minimise } from './minimum.ts';

export type BgNbd = Readonly<{ r: number; alpha: number; a: number; b: number }>;

/** Repeat purchase days, and weeks from the first purchase to the last one and to now. */
export type History = Readonly<{ repeats: number; lastAge: number; age: number }>;

/** So many customers with the same history. */
export type HistoryGroup = History & Readonly<{ customers: number }>;

/**
 * The log-likelihood, in the form that does not overflow for frequent buyers. What depends on the number of
 * repeats alone is computed once for each number.
 */
export const logLikelihood = (model: BgNbd, groups: readonly HistoryGroup[]): number => {
  const parts = new Map<number, ReturnType<typeof partsOf>>();
  return groups.reduce((sum, { repeats: x, lastAge, age, customers }) => {
    const known = parts.get(x) ?? partsOf(model, x);
    parts.set(x, known);
    const aged = Math.log(model.alpha + age);
    const lost = known.lost * Math.exp((model.r + x) * (aged - Math.log(model.alpha + lastAge)));
    return sum + customers * (known.common - (model.r + x) * aged + Math.log1p(lost));
  }, 0);
};

const partsOf = ({ r, alpha, a, b }: BgNbd, x: number) => ({
  common:
    logGamma(r + x) - logGamma(r) + r * Math.log(alpha) + (x === 0 ? 0 : logBeta(a, b + x) - logBeta(a, b)),
  lost: x === 0 ? 0 : a / (b + x - 1),
});

/** Purchases that a customer of whom nothing is known makes within so many weeks. */
export const expectedOfNew = ({ r, alpha, a, b }: BgNbd, weeks: number): number =>
  ((a + b - 1) / (a - 1)) *
  (1 - (alpha / (alpha + weeks)) ** r * hypergeometric(r, b, a + b - 1, weeks / (alpha + weeks)));

/** Purchases that a customer with this history makes within so many further weeks. */
export const expectedOf = (model: BgNbd, { repeats: x, lastAge, age }: History, weeks: number): number => {
  const { r, alpha, b } = model;
  // At exactly 1 the formula divides by zero and has a limit; a hair beside it is that limit to eight digits.
  const a = Math.abs(model.a - 1) < 1e-8 ? 1 + 1e-8 : model.a;
  const series = hypergeometric(r + x, b + x, a + b + x - 1, weeks / (alpha + age + weeks));
  const bought =
    ((a + b + x - 1) / (a - 1)) * (1 - ((alpha + age) / (alpha + age + weeks)) ** (r + x) * series);
  if (x === 0) return bought;
  return bought / (1 + (a / (b + x - 1)) * ((alpha + age) / (alpha + lastAge)) ** (r + x));
};

/** Parameters are sought by their logarithms, so that they stay positive. */
export const modelAt = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]): BgNbd => ({
  r: Math.exp(r),
  alpha: Math.exp(alpha),
  a: Math.exp(a),
  b: Math.exp(b),
});

/** The most likely model of these histories, as logarithms of its parameters. */
export const fitBgNbd = (groups: readonly HistoryGroup[]): readonly number[] =>
  minimise(negative(groups), USUAL).at;

/**
 * What is minimised: the negative log-likelihood, and a little for parameters far from the usual. So little
 * data still have a best fit (nobody was ever lost in the first weeks, which any tiny loss explains as well),
 * and hundreds of customers outweigh it.
 */
export const negative =
  (groups: readonly HistoryGroup[]) =>
  (at: readonly number[]): number => {
    const value = -logLikelihood(modelAt(at), groups);
    const far = at.reduce((sum, one, index) => sum + ((one - (USUAL[index] ?? 0)) / DOUBT) ** 2 / 2, 0);
    return Number.isFinite(value) ? value + far : Infinity;
  };

/** Logarithms of what shops commonly show, and how far from it a shop may well be: by a factor of twenty. */
const USUAL = [0, 2, 0, 1];
const DOUBT = 3;
