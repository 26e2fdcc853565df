/** What was broken in a world, with the seed to replay it. */
import type { Verdict } from './run.ts';

export const brokenIn = (verdict: Verdict | undefined): readonly string[] =>
  verdict === undefined
    ? ['there was no world']
    : verdict.problems.map(({ invariant, text }) => `seed ${verdict.seed}: ${invariant}: ${text}`);
