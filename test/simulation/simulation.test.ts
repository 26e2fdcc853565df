/**
 * Small worlds with every test run: nothing is broken, and a seed is the same world everywhere. Many more,
 * and what a violation looks like, are for `npm run prove`.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { compileProgram } from '../../core/publish/compile-program.ts';
import { gatherContent } from '../../functions/publish-program/gather.ts';
import { FIRST_CONTENT, filesOf } from './content.ts';
import { INVARIANTS } from './invariants.ts';
import { readOptions } from './options.ts';
import type { Verdict } from './run.ts';
import { SMALLEST } from './sizes.ts';
import { brokenIn } from './small-worlds.ts';
import { startAll } from './workers.ts';

const simulate = (...args: readonly string[]): Promise<Readonly<{ code: number; said: string }>> =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args]).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
      code,
      said: stdout + stderr,
    }),
  );

let rough: Promise<Verdict> | undefined;
let calm: Promise<Verdict> | undefined;
let tiny: Promise<Verdict> | undefined;

/** Only begun here; each test waits for what it is about. */
beforeAll(() => {
  const world = { seed: 7, ...SMALLEST };
  [rough, calm, tiny] = startAll([world, { ...world, seed: 8, faults: [] }, { seed: 1, ...TINY }]);
});

/** Run by a worker of this test and by the command. */
const TINY = { customers: 3, days: 5 };

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test.each(['none', 'some', 'all'] as const)(
  'the content of worlds with %s of the shipped flows is in order',
  async (journey) => {
    const files = filesOf({ ...FIRST_CONTENT, journey });
    const folder = {
      list: async () => Object.keys(files).map((path) => ({ path, bytes: 0 })),
      read: async (path: string) => files[path] ?? '',
    };
    const { problems } = compileProgram(await gatherContent(folder), { seq: 1, now: 0 });
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  },
);

test('every invariant is kept in a small rough world', async () => {
  const verdict = await rough;
  expect(brokenIn(verdict)).toEqual([]);
  expect(verdict?.mails).toBeGreaterThan(0);
});

test('where nothing goes wrong everything is on time', async () => {
  const verdict = await calm;
  expect(brokenIn(verdict)).toEqual([]);
  expect(verdict?.mails).toBeGreaterThan(0);
});

test('the command names every invariant and the digest, which is the same in every process, and fails where it is asked for nonsense', async () => {
  const [right, wrong] = await Promise.all([
    simulate('--seeds', '1', '--customers', `${TINY.customers}`, '--days', `${TINY.days}`),
    simulate('--seeds', 'many'),
  ]);
  expect(right.code).toBe(0);
  const told = [...right.said.matchAll(/^(I\d+) (?:ok|not yet built): (.+)$/gm)];
  expect(told.map(([, number, sentence]) => [number, sentence])).toEqual([...INVARIANTS]);
  expect(INVARIANTS.size).toBe(14);
  expect(right.said).toContain(`digest: ${sha256((await tiny)?.digest ?? '')}`);
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
