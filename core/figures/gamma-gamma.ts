/**
 * What customers spend per purchase day: the Gamma-Gamma model of Fader and Hardie (2013). A customer's
 * amounts scatter by a gamma distribution around a mean of their own; these means differ between people.
 */
import { gammaln as logGamma } from 'simple-statistics';
import { minimise } from './minimum.ts';

export type GammaGamma = Readonly<{ p: number; q: number; gamma: number }>;

/** So many customers with the same number of repeat purchase days and the same average of them. */
export type SpendingGroup = Readonly<{ repeats: number; average: number; customers: number }>;

const logLikelihood = ({ p, q, gamma }: GammaGamma, groups: readonly SpendingGroup[]): number =>
  groups.reduce((sum, { repeats: x, average, customers }) => {
    const shape = p * x;
    const one =
      logGamma(shape + q) -
      logGamma(shape) -
      logGamma(q) +
      q * Math.log(gamma) +
      (shape - 1) * Math.log(average) +
      shape * Math.log(x) -
      (shape + q) * Math.log(gamma + x * average);
    return sum + customers * one;
  }, 0);

/** What a customer will spend per purchase day; of whom nothing is known, what everybody does. */
export const expectedSpending = (
  { p, q, gamma }: GammaGamma,
  { repeats: x, average }: Readonly<{ repeats: number; average: number }>,
): number => (p * (gamma + average * x)) / (p * x + q - 1);

/** The mean over everybody exists only where the means of people do not scatter too widely. */
export const spendingAt = ([p = 0, q = 0, gamma = 0]: readonly number[]): GammaGamma => ({
  p: Math.exp(p),
  q: 1 + Math.exp(q),
  gamma: Math.exp(gamma),
});

/** The most likely model of this spending, as the point that `spendingAt` reads. */
export const fitGammaGamma = (groups: readonly SpendingGroup[]): readonly number[] => {
  const people = groups.reduce((sum, { customers }) => sum + customers, 0);
  const mean = groups.reduce((sum, { average, customers }) => sum + average * customers, 0) / people;
  return minimise(negativeSpending(groups), [1, 1, Math.log(mean)]).at;
};

export const negativeSpending =
  (groups: readonly SpendingGroup[]) =>
  (at: readonly number[]): number => {
    const value = -logLikelihood(spendingAt(at), groups);
    return Number.isFinite(value) && at.every((one) => Math.abs(one) < FURTHEST) ? value : Infinity;
  };

/** Further away the data say nothing about a parameter. */
const FURTHEST = 25;
