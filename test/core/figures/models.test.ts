/** The models of buying say what the papers say, and find the customers again that were simulated by them. */
import { gammaln as logGamma } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import {
  type BgNbd,
  expectedOf,
  expectedOfNew,
  fitBgNbd,
  logLikelihood,
  modelAt,
} from '../../../core/figures/bg-nbd.ts';
import { hypergeometric, logBeta } from '../../../core/figures/gamma.ts';
import {
  expectedSpending,
  fitGammaGamma,
  type SpendingGroup,
  spendingAt,
} from '../../../core/figures/gamma-gamma.ts';
import { predictValue } from '../../../core/figures/predict.ts';
import { type Chance, chance, simulatedBuyers } from '../../support/figures/chance.ts';

/** Fader, Hardie and Lee (2005) on the CDNOW sample, to the digits of their published sheet. */
const PAPER: BgNbd = { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 };

describe('the beta function and Gauss’s series', () => {
  it('have their known values', () => {
    expect(logBeta(2, 3)).toBeCloseTo(-Math.log(12), 10);
    expect(logBeta(0.5, 0.5)).toBeCloseTo(Math.log(Math.PI), 10);
    expect(hypergeometric(1, 1, 2, 0.5)).toBeCloseTo(2 * Math.log(2), 10);
  });
});

describe('BG/NBD', () => {
  it('gives the published expectations', () => {
    const published = [
      [1 / 7, 0.0078],
      [1, 0.0532],
      [3, 0.1506],
    ] as const;
    for (const [weeks, purchases] of published) expect(expectedOfNew(PAPER, weeks)).toBeCloseTo(purchases, 4);
    const known = { repeats: 2, lastAge: 30.43, age: 38.86 };
    expect(expectedOf({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, known, 39)).toBeCloseTo(1.226, 3);
  });

  it('computes the likelihood of a history as the plain formula does', () => {
    const { r, alpha, a, b } = PAPER;
    const [x, lastAge, age] = [3, 20, 30];
    const beta = (one: number, other: number): number =>
      Math.exp(logGamma(one) + logGamma(other) - logGamma(one + other));
    const rate = Math.exp(logGamma(r + x) - logGamma(r)) * alpha ** r;
    const plain =
      (beta(a, b + x) / beta(a, b)) * (rate / (alpha + age) ** (r + x)) +
      (beta(a + 1, b + x - 1) / beta(a, b)) * (rate / (alpha + lastAge) ** (r + x));
    expect(logLikelihood(PAPER, [{ repeats: x, lastAge, age, customers: 2 }])).toBeCloseTo(
      2 * Math.log(plain),
      9,
    );
  });

  it('expects the same of a customer who has just come as of one of whom nothing is known', () => {
    expect(expectedOf(PAPER, { repeats: 0, lastAge: 0, age: 0 }, 39)).toBeCloseTo(
      expectedOfNew(PAPER, 39),
      9,
    );
    const even = { ...PAPER, a: 1 };
    const beside = { ...PAPER, a: 1.0001 };
    const known = { repeats: 2, lastAge: 10, age: 20 };
    expect(expectedOf(even, known, 39)).toBeCloseTo(expectedOf(beside, known, 39), 3);
  });

  it('is found again in simulated customers', () => {
    const found = modelAt(fitBgNbd(simulatedBuyers(PAPER, chance(1), { people: 8000, weeks: 78 })));
    expect(found.r).toBeCloseTo(PAPER.r, 1);
    expect(found.alpha / PAPER.alpha).toBeGreaterThan(0.85);
    expect(found.alpha / PAPER.alpha).toBeLessThan(1.15);
    expect(found.a / (found.a + found.b)).toBeCloseTo(PAPER.a / (PAPER.a + PAPER.b), 1);
  });
});

/** Average spending of people by the Gamma-Gamma model. */
const simulatedSpending = (
  { p, q, gamma }: Readonly<{ p: number; q: number; gamma: number }>,
  chances: Chance,
  repeats: readonly number[],
): readonly SpendingGroup[] =>
  repeats.map((x) => ({
    repeats: x,
    average: chances.gamma(p * x) / x / (chances.gamma(q) / gamma),
    customers: 1,
  }));

/** Fader and Hardie (2013). */
const SPENDING = { p: 6.25, q: 3.74, gamma: 15.44 };

describe('Gamma-Gamma', () => {
  it('expects the mean of everybody from whom nothing is known, and ever more their own of who has bought often', () => {
    const mean = (SPENDING.p * SPENDING.gamma) / (SPENDING.q - 1);
    expect(mean).toBeCloseTo(35.2, 1);
    expect(expectedSpending(SPENDING, { repeats: 0, average: 0 })).toBeCloseTo(mean, 9);
    expect(expectedSpending(SPENDING, { repeats: 1000, average: 80 })).toBeCloseTo(80, 0);
  });

  it('is found again in simulated customers', () => {
    const chances = chance(2);
    const repeats = Array.from({ length: 6000 }, () => 1 + Math.floor(chances.uniform() * 6));
    const found = spendingAt(fitGammaGamma(simulatedSpending(SPENDING, chances, repeats)));
    expect(found.p / SPENDING.p).toBeCloseTo(1, 0);
    expect(found.q / SPENDING.q).toBeCloseTo(1, 0);
    const mean = expectedSpending(found, { repeats: 0, average: 0 });
    expect(mean / expectedSpending(SPENDING, { repeats: 0, average: 0 })).toBeCloseTo(1, 1);
  });
});

describe('the predicted value', () => {
  const shop = (seed: number, people: number) => {
    const chances = chance(seed);
    const histories = simulatedBuyers(PAPER, chances, { people, weeks: 52 });
    const repeats = histories.flatMap((group) =>
      Array.from({ length: group.customers }, () => group.repeats),
    );
    return {
      histories,
      spendings: simulatedSpending(
        SPENDING,
        chances,
        repeats.filter((x) => x > 0),
      ),
    };
  };
  const truth = (histories: ReturnType<typeof shop>['histories']): number => {
    const people = histories.reduce((sum, { customers }) => sum + customers, 0);
    const orders = histories.reduce(
      (sum, group) => sum + group.customers * expectedOf(PAPER, group, 365 / 7),
      0,
    );
    return (orders / people) * ((SPENDING.p * SPENDING.gamma) / (SPENDING.q - 1));
  };

  it('holds the truth in its interval nearly as often as it says', () => {
    let held = 0;
    for (let seed = 1; seed <= 20; seed += 1) {
      const { histories, spendings } = shop(seed, 1500);
      const predicted = predictValue(histories, spendings);
      if ('value' in predicted && predicted.low <= truth(histories) && truth(histories) <= predicted.high)
        held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(17);
  });

  it('is missing before the first repeat order, and with too few of them says how many it takes', () => {
    const first = { repeats: 0, lastAge: 0, age: 10, customers: 50 };
    expect(predictValue([first], [])).toEqual({ repeatBuyers: 0, needed: 1 });
    const few = predictValue(
      [first, { repeats: 1, lastAge: 5, age: 10, customers: 1 }],
      [{ repeats: 1, average: 2000, customers: 1 }],
    );
    expect(few).toMatchObject({ repeatBuyers: 1 });
    expect('needed' in few && few.needed).toBeGreaterThan(1);
  });

  it('works where everybody always spends the same', () => {
    const { histories } = shop(3, 3000);
    const buyers = Map.groupBy(
      histories.filter(({ repeats }) => repeats > 0),
      ({ repeats }) => repeats,
    );
    // One group for each number of repeats, as the SQL gives them.
    const spendings = [...buyers].map(([repeats, groups]) => ({
      repeats,
      customers: groups.reduce((sum, { customers }) => sum + customers, 0),
      average: 2900,
    }));
    const predicted = predictValue(histories, spendings);
    expect(predicted).toHaveProperty('value');
  });
});
