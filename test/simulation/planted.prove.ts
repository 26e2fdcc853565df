/**
 * The test of the test: each bug planted from outside is found within its number of seeds, by the invariant
 * that it breaks, in a world that keeps this invariant without the bug.
 */
import { beforeAll, expect, test } from 'vitest';
import { PLANTED } from './planted/all.ts';
import type { Planted } from './planted/planted.ts';
import type { Job, Verdict } from './run.ts';
import { SEARCHED } from './sizes.ts';
import { startInWorkers } from './workers.ts';

type Run = (job: Job) => Promise<Verdict>;

/** What the first seed told that shows it, or all that were tried where none does. */
let told: ReadonlyMap<string, Promise<readonly string[]>>;

const FOUND = 'found';
const titleOf = ({ name, seeds }: Planted): string => `${name}: found within ${seeds} seeds`;

const jobsOf = ({ seeds, from = 1, every = 1, size, calm, ...bug }: Planted): readonly Job[] =>
  Array.from({ length: seeds }, (_, index) => ({
    seed: from + index * every,
    ...SEARCHED,
    ...size,
    ...(calm ? { faults: [] } : {}),
    attackers: bug.attackers ?? 0,
    roughness: bug.roughness ?? SEARCHED.roughness,
  }));

/** Worlds without any bug, each once: several bugs are looked for in the same one. */
const untouched = new Map<string, Promise<Verdict>>();
const withoutBug = (run: Run, job: Job): Promise<Verdict> => {
  const key = JSON.stringify(job);
  const verdict = untouched.get(key) ?? run(job);
  untouched.set(key, verdict);
  return verdict;
};

const lookFor = async (run: Run, bug: Planted): Promise<readonly string[]> => {
  const { breaks, says = '', name } = bug;
  const isIt = ({ problems }: Verdict): boolean =>
    problems.some(({ invariant, text }) => breaks.includes(invariant) && text.includes(says));
  const seen: string[] = [];
  for (const job of jobsOf(bug)) {
    const broken = await run({ ...job, planted: name });
    // Where the world breaks it without the bug too, somebody else has broken it.
    if (isIt(broken) && !isIt(await withoutBug(run, job))) return [FOUND];
    seen.push(...broken.problems.map(({ invariant, text }) => `seed ${job.seed}: ${invariant}: ${text}`));
  }
  return seen;
};

/** How much the first of its worlds takes, roughly: worlds with all flows take many times as much. */
const weightOf = (bug: Planted): number => {
  const { customers = 0, days = 0, roughness = 1 } = jobsOf(bug)[0] ?? {};
  return customers * days * roughness * (bug.every === undefined ? 1 : 10);
};

/** Only begun here, the longest first, so that no process waits for another in the end; for the bugs that were chosen; each test waits for its own. */
// biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of fixtures out of the first pattern
beforeAll(({}, { tasks }) => {
  const chosen = new Set(tasks.flatMap(({ mode, name }) => (mode === 'skip' ? [] : [name])));
  const bugs = PLANTED.filter((bug) => chosen.has(titleOf(bug))).toSorted(
    (one, other) => weightOf(other) - weightOf(one),
  );
  const lists = startInWorkers(bugs, (worker, bug: Planted) => lookFor(worker.run, bug));
  told = new Map(lists.map((list, index) => [bugs[index]?.name ?? '', list]));
});

test.each(PLANTED.map((bug) => [titleOf(bug), bug] as const))('%s', async (_title, { name }) => {
  expect(await told.get(name)).toEqual([FOUND]);
});
