/** The worlds of the tests: small, and rougher than usual, so that little time shows much. */
import type { Verdict } from './run.ts';

export const SMALL = { customers: 14, days: 30, roughness: 3 };
/** Where one bug is looked for: as many people and days as most bugs need to be seen. */
export const SEARCHED = { customers: 10, days: 20, roughness: 3 };
/** For every test run: an attacker, a family and a handful of others, for as long as a cart flow takes. */
export const SMALLEST = { customers: 10, days: 16, roughness: 3 };

/** What was broken in a world, with the seed to replay it. */
export const brokenIn = (verdict: Verdict | undefined): readonly string[] =>
  verdict === undefined
    ? ['there was no world']
    : verdict.problems.map(({ invariant, text }) => `seed ${verdict.seed}: ${invariant}: ${text}`);
