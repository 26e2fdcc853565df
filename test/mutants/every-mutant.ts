/**
 * Runs in the test runner, by vitest.mutants.config.ts: collects the chosen test files, lets each test run
 * once to see which mutants it reaches, then switches on one mutant after another and repeats the tests that
 * reach it until one of them notices.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Happening, LOADED, PLAN_VARIABLE, type Plan } from './mutant.ts';
import { keepStanding, passes, type Test, testsIn } from './rerun.ts';

/** What the instrumented code reads and writes, by Stryker's names. */
interface Switchboard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number;
  hitLimit?: number;
  mutantCoverage?: {
    readonly static: Record<string, number>;
    readonly perTest: Record<string, Record<string, number>>;
  };
}

/** How many times more often than without mutation a place may be reached before it counts as endless. */
const HITS_FACTOR = 100;
/** A test that waits for what never comes. */
const WAITS_MS = 20_000;

const plan: Plan = JSON.parse(readFileSync(process.env[PLAN_VARIABLE] ?? '', 'utf8'));
const tell = (happening: Happening): void => appendFileSync(plan.log, `${JSON.stringify(happening)}\n`);
/** Told between two tests, so that what is ended from outside is a test that stands still. */
const tellAlive = (): void => {
  if (Date.now() - aliveAt < ALIVE_EVERY_MS) return;
  aliveAt = Date.now();
  tell({ kind: 'alive' });
};
const ALIVE_EVERY_MS = 5_000;
let aliveAt = 0;
const board: Switchboard = {};
Object.assign(globalThis, { __stryker__: board });

let tearDown: readonly (() => unknown)[] | undefined;
beforeEach(({ task }) => {
  tearDown ??= keepStanding(task.file);
  board.currentTestId = task.id;
});
afterEach(() => {
  board.currentTestId = undefined;
});

for (const file of plan.tests)
  describe(file, async () => {
    await import(resolve(file));
  });

it('every mutant is noticed', async ({ task }) => {
  board.currentTestId = undefined;
  expect(ofOtherRuns()).toEqual([]);
  const tests = testsIn(task.file).filter(({ id, result }) => id !== task.id && result?.state === 'pass');
  const trial = new Trial(task, tests);
  await trial.rehearse();
  for (const file of new Set(plan.mutants.map((mutant) => mutant.file))) {
    for (const { id } of plan.mutants.filter((mutant) => mutant.file === file)) await trial.of(id);
    await trial.lookForTaint(file);
  }
  for (const action of tearDown ?? []) await action();
  tell({ kind: 'done' });
  expect(tests.length).toBeGreaterThan(0);
});

/** Files that an earlier run has mutated: their mutants would be taken for ours. */
const ofOtherRuns = (): readonly string[] => {
  const loaded = (globalThis as { readonly [LOADED]?: Readonly<Record<string, string>> })[LOADED] ?? {};
  return Object.keys(loaded).filter((file) => loaded[file] !== plan.run || !(file in plan.instrumented));
};

class Trial {
  readonly #current: Test;
  readonly #tests: readonly Test[];
  readonly #hits: Readonly<Record<string, Record<string, number>>>;
  readonly #static: Readonly<Record<string, number>>;
  /** What cannot be repeated in one process says nothing. */
  readonly #unrepeatable = new Set<string>();
  /** What has noticed something lately is asked first: neighbours are often noticed by the same. */
  readonly #lately = new Map<string, number>();
  #clock = 0;

  constructor(current: Test, tests: readonly Test[]) {
    this.#current = current;
    this.#tests = tests.toSorted((a, b) => (a.result?.duration ?? 0) - (b.result?.duration ?? 0));
    this.#hits = structuredClone(board.mutantCoverage?.perTest ?? {});
    this.#static = structuredClone(board.mutantCoverage?.static ?? {});
  }

  async rehearse(): Promise<void> {
    for (const test of this.#tests)
      if (!(await this.#passes(test))) {
        this.#unrepeatable.add(test.id);
        tell({ kind: 'unrepeatable', test: nameOf(test).join(' > ') });
      }
  }

  async of(id: string): Promise<void> {
    const reaching = this.#reaching(id);
    if (reaching.length === 0)
      return tell({ kind: 'ended', id, fate: id in this.#static ? 'static' : 'uncovered' });
    tell({ kind: 'begun', id });
    board.hitCount = 0;
    board.hitLimit = HITS_FACTOR * reaching.reduce((sum, test) => sum + (this.#hits[test.id]?.[id] ?? 0), 0);
    board.activeMutant = id;
    const verdict = await this.#firstToNotice(reaching);
    board.activeMutant = undefined;
    const endless = verdict?.endless === true || board.hitCount > board.hitLimit;
    if (!verdict) return tell({ kind: 'ended', id, fate: endless ? 'endless' : 'survived' });
    this.#lately.set(verdict.test.id, ++this.#clock);
    const [file = '', ...title] = nameOf(verdict.test);
    const fate = endless ? 'endless' : 'killed';
    tell({ kind: 'ended', id, fate, by: { file, title: title.join(' > ') } });
  }

  /** A mutant may have left something behind in the process that makes tests fail without it. */
  async lookForTaint(file: string): Promise<void> {
    const ids = plan.mutants.filter((mutant) => mutant.file === file).map(({ id }) => id);
    const reached = this.#tests.filter((test) => ids.some((id) => this.#reaches(test, id)));
    const tests: string[] = [];
    for (const test of reached) if (!(await this.#passes(test))) tests.push(nameOf(test).join(' > '));
    if (tests.length > 0) tell({ kind: 'tainted', file, tests });
  }

  #reaches(test: Test, id: string): boolean {
    return !this.#unrepeatable.has(test.id) && this.#hits[test.id]?.[id] !== undefined;
  }

  #reaching(id: string): readonly Test[] {
    return this.#tests
      .filter((test) => this.#reaches(test, id))
      .toSorted((a, b) => (this.#lately.get(b.id) ?? 0) - (this.#lately.get(a.id) ?? 0));
  }

  async #firstToNotice(
    tests: readonly Test[],
  ): Promise<Readonly<{ test: Test; endless: boolean }> | undefined> {
    for (const test of tests) {
      const passed = await withinReason(this.#passes(test));
      if (!passed) return { test, endless: passed === undefined };
    }
    return undefined;
  }

  #passes(test: Test): Promise<boolean> {
    tellAlive();
    return passes(test, this.#current);
  }
}

const withinReason = async (verdict: Promise<boolean>): Promise<boolean | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<undefined>((wake) => {
    timer = setTimeout(() => wake(undefined), WAITS_MS);
  });
  const first = await Promise.race([verdict, waited]);
  clearTimeout(timer);
  return first;
};

/** The test's file, its groups, its title. */
const nameOf = (test: Test): readonly string[] => {
  const names = [test.name];
  for (let { suite } = test; suite && suite !== test.file; { suite } = suite) names.unshift(suite.name);
  return names;
};
