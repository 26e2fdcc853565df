/**
 * A few small worlds with every test run: nothing is broken, a seed is the same world everywhere, and a
 * violation is told so that it can be replayed.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { INVARIANTS } from './invariants.ts';
import { readOptions } from './options.ts';
import type { Verdict } from './run.ts';
import { runAll, shortenInWorker } from './workers.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
/** Small worlds in which more goes wrong than usual. */
const SMALL = { customers: 14, days: 30, roughness: 3 };
/** Far more than it takes: builds share their cores. */
const TIMEOUT_MS = 400_000;

const simulate = (...args: readonly string[]): Promise<Readonly<{ code: number; said: string }>> =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args]).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      said: stdout + stderr,
    }),
  );

/** The first two go to two processes. */
const SAME = { seed: 7, ...SMALL };
const CALM = { seed: 8, ...SMALL, faults: [] };
const ROUGH = SEEDS.map((seed) => ({ seed, ...SMALL }));
let verdicts: readonly Verdict[];

beforeAll(async () => {
  verdicts = await runAll([SAME, SAME, CALM, ...ROUGH]);
}, TIMEOUT_MS);

const brokenIn = (judged: readonly Verdict[]): readonly string[] =>
  judged.flatMap(({ seed, problems }) =>
    problems.map(({ invariant, text }) => `seed ${seed}: ${invariant}: ${text}`),
  );

test('every invariant is kept in small rough worlds', () => {
  const [, , , ...rough] = verdicts;
  expect(rough).toHaveLength(SEEDS.length);
  expect(brokenIn(rough)).toEqual([]);
  expect(rough.every(({ mails }) => mails > 0)).toBe(true);
});

test('where nothing goes wrong everything is on time', () => {
  const [, , calm] = verdicts;
  expect(calm?.problems).toEqual([]);
  expect(calm?.mails).toBeGreaterThan(0);
});

test('a seed is the same world in every process', () => {
  const [one, other] = verdicts;
  expect(one?.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(other).toEqual(one);
});

test('what is broken is shortened to a history that shows it again', { timeout: TIMEOUT_MS }, async () => {
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

test('the command names every invariant with its sentence, and the digest, and fails where it is asked for nonsense', {
  timeout: TIMEOUT_MS,
}, async () => {
  const [right, wrong] = await Promise.all([
    simulate('--seeds', '1', '--customers', '3', '--days', '5'),
    simulate('--seeds', 'many'),
  ]);
  expect(right.code).toBe(0);
  const told = [...right.said.matchAll(/^(I\d+) (?:ok|not yet built): (.+)$/gm)];
  expect(told.map(([, number, sentence]) => [number, sentence])).toEqual([...INVARIANTS]);
  expect(INVARIANTS.size).toBe(14);
  expect(right.said).toMatch(/^digest: [0-9a-f]{64}$/m);
  expect(wrong).toMatchObject({ code: 2, said: expect.stringContaining('--seeds is "many"') });
});

test.each([
  [['--customers', '0'], 'must be a whole number from 1'],
  [['--days'], 'needs a value'],
  [['--speed', '3'], 'is not known'],
  [['--faults', 'floods'], 'possible are calls'],
  [['--planted', 'nothing'], 'possible are: the ledger'],
])('options %j are refused with what would be right', (args, said) => {
  expect(() => readOptions(args)).toThrow(said);
});
