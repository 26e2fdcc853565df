/** More worlds than every test run has time for, and a violation that is told so that it can be replayed. */
import { beforeAll, expect, test } from 'vitest';
import type { Verdict } from './run.ts';
import { SMALL } from './sizes.ts';
import { brokenIn } from './small-worlds.ts';
import { runAll, shortenInWorker, startAll } from './workers.ts';

const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1);
/** Seeds of worlds in which nothing goes wrong. */
const CALM_SEEDS = [21, 22];

let rough: ReadonlyMap<number, Promise<Verdict>>;
let calm: ReadonlyMap<number, Promise<Verdict>>;

/** Only begun here; each test waits for its own world. */
beforeAll(() => {
  const jobs = [
    ...SEEDS.map((seed) => ({ seed, ...SMALL })),
    ...CALM_SEEDS.map((seed) => ({ seed, ...SMALL, faults: [] })),
  ];
  const worlds = startAll(jobs).map((world, index) => [jobs[index]?.seed ?? 0, world] as const);
  rough = new Map(worlds.slice(0, SEEDS.length));
  calm = new Map(worlds.slice(SEEDS.length));
});

test.each(SEEDS)('every invariant is kept in the rough world of seed %i', async (seed) => {
  const verdict = await rough.get(seed);
  expect(brokenIn(verdict)).toEqual([]);
  expect(verdict?.mails).toBeGreaterThan(0);
});

test.each(CALM_SEEDS)('where nothing goes wrong everything is on time: seed %i', async (seed) => {
  const verdict = await calm.get(seed);
  expect(brokenIn(verdict)).toEqual([]);
  expect(verdict?.mails).toBeGreaterThan(0);
});

test('what is broken is shortened to a history that shows it again', async () => {
  const job = { seed: 1, customers: 8, days: 20, roughness: 3, planted: 'the ledger lets everybody claim' };
  const [found] = await runAll([job]);
  const problem = found?.problems.find(({ invariant }) => invariant === 'I1');
  if (problem === undefined) throw new Error('nothing was broken');
  const shortest = await shortenInWorker({ job, problem });
  if (shortest === undefined) throw new Error('nothing was shortened');
  expect(shortest.happenings.length).toBeLessThan(8);
  const [again] = await runAll([
    { ...job, only: shortest.happenings.map(({ id }) => id), faults: shortest.faults },
  ]);
  expect(again?.problems).toContainEqual(shortest.problem);
});
