/** Intervals hold the truth as often as they say, and a test says before its start how long it takes. */
import { describe, expect, it } from 'vitest';
import {
  differenceOfMeans,
  differenceOfShares,
  isRatioMismatch,
  shareInterval,
} from '../../../core/figures/statistics.ts';
import { entrantsNeeded, planTest, smallestDifference } from '../../../core/figures/test-size.ts';
import { chance } from '../../support/figures/chance.ts';

const TRIES = 400;

describe('an interval', () => {
  it('of a share stays between nothing and all', () => {
    expect(shareInterval(0, 20).low).toBe(0);
    expect(shareInterval(20, 20).high).toBe(1);
    // Newcombe (1998), method 3: 81 of 263.
    expect(shareInterval(81, 263).low).toBeCloseTo(0.2553, 4);
    expect(shareInterval(81, 263).high).toBeCloseTo(0.3662, 4);
  });

  it('of the difference of two shares is the published one', () => {
    // Newcombe (1998), method 10: 56 of 70 against 48 of 80.
    const { difference, low, high } = differenceOfShares({ hits: 56, of: 70 }, { hits: 48, of: 80 });
    expect([difference, low, high].map((value) => value.toFixed(4))).toEqual(['0.2000', '0.0524', '0.3339']);
  });

  it('of a lift holds the true lift of simulated control groups as often as it says', () => {
    const { uniform } = chance(7);
    const drawn = (rate: number, of: number) => ({
      hits: Array.from({ length: of }, () => uniform() < rate).filter(Boolean).length,
      of,
    });
    let held = 0;
    for (let index = 0; index < TRIES; index += 1) {
      const { low, high } = differenceOfShares(drawn(0.14, 500), drawn(0.1, 120));
      if (low <= 0.04 && 0.04 <= high) held += 1;
    }
    expect(held / TRIES).toBeGreaterThan(0.92);
    expect(held / TRIES).toBeLessThan(0.98);
  });

  it('of revenue per person holds the true difference too, though few order and amounts scatter', () => {
    const { uniform, gamma } = chance(8);
    const drawn = (rate: number, count: number) => {
      const values = Array.from({ length: count }, () =>
        uniform() < rate ? Math.round(gamma(2) * 2500) : 0,
      );
      return {
        count,
        sum: values.reduce((a, b) => a + b, 0),
        squares: values.reduce((a, b) => a + b * b, 0),
      };
    };
    let held = 0;
    for (let index = 0; index < TRIES; index += 1) {
      const found = differenceOfMeans(drawn(0.14, 500), drawn(0.1, 200));
      if (found && found.low <= 200 && 200 <= found.high) held += 1;
    }
    expect(held / TRIES).toBeGreaterThan(0.92);
    expect(held / TRIES).toBeLessThan(0.98);
  });

  it('is missing where one person is a whole group, and is a point where nobody differs', () => {
    const alike = (count: number) => ({ count, sum: count * 5, squares: count * 25 });
    expect(differenceOfMeans(alike(1), alike(9))).toBeUndefined();
    expect(differenceOfMeans(alike(3), alike(9))).toEqual({ difference: 0, low: 0, high: 0 });
  });
});

describe('a split', () => {
  it('is suspicious beyond chance, and never of a handful', () => {
    expect(isRatioMismatch(950, 50, 0.05)).toBe(false);
    expect(isRatioMismatch(990, 10, 0.05)).toBe(true);
    expect(isRatioMismatch(8, 0, 0.5)).toBe(false);
  });
});

describe('how big a test must be', () => {
  it.each([
    [500, [0.17, 0.125, 0.094, 0.075]],
    [2000, [0.086, 0.063, 0.047, 0.038]],
    [10_000, [0.039, 0.028, 0.021, 0.017]],
    [50_000, [0.017, 0.013, 0.009, 0.008]],
  ] as const)(
    'with %i entrants it shows these differences at a base rate of 10%%',
    (entrants, differences) => {
      const shown = [0.05, 0.1, 0.2, 0.5].map((heldOut) =>
        smallestDifference(entrants, { baseRate: 0.1, heldOut }),
      );
      for (const [index, difference] of shown.entries())
        expect(Math.abs(difference - (differences[index] ?? 0))).toBeLessThan(0.003);
    },
  );

  it('takes so many to see two points more', () => {
    const needed = [0.05, 0.1, 0.2, 0.5].map((heldOut) => entrantsNeeded(0.02, { baseRate: 0.1, heldOut }));
    expect(needed).toEqual([37_137, 19_600, 11_025, 7056]);
  });

  it('says before the start when the answer will be there', () => {
    expect(planTest(0.02, { baseRate: 0.1, heldOut: 0.5 }, 100)).toEqual({
      difference: 0.02,
      entrants: 7056,
      days: 101,
    });
    expect(planTest(0.02, { baseRate: 0.1, heldOut: 0.5 }, 1).days).toBeUndefined();
  });
});
