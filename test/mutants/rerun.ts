/**
 * Runs a test once more, with the hooks around it, after the runner is done with it: the runner itself can do
 * so only in a new process, which costs seconds instead of milliseconds.
 */
import { type RunnerTestCase, type RunnerTestSuite, TestRunner, vi } from 'vitest';

type Suite = RunnerTestSuite;
export type Test = RunnerTestCase;
type Hook = (context: Test['context'], suite: Suite) => unknown;
type Finish = (context: Test['context']) => unknown;

/**
 * Whether it passes. What its body registers to run at its end lands at `current`, the test that runs now.
 */
export const passes = async (test: Test, current: Test): Promise<boolean> => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  const suites = suitesAround(test);
  const cleanups: (() => unknown)[] = [];
  let passed = true;
  const attempt = async (action: () => unknown): Promise<void> => {
    try {
      await action();
    } catch {
      passed = false;
    }
  };
  await attempt(async () => {
    for (const suite of suites)
      for (const hook of hooksOf(suite, 'beforeEach')) {
        const cleanup = await hook(test.context, suite);
        if (typeof cleanup === 'function') cleanups.push(() => cleanup());
      }
    await TestRunner.getTestFn(test)();
  });
  for (const suite of suites.toReversed())
    for (const hook of hooksOf(suite, 'afterEach')) await attempt(() => hook(test.context, suite));
  for (const cleanup of cleanups.toReversed()) await attempt(cleanup);
  const finishing = (current as { onFinished?: Finish[] }).onFinished?.splice(0) ?? [];
  for (const finish of finishing.toReversed()) await attempt(() => finish(test.context));
  return test.fails === true ? !passed : passed;
};

/** From the outermost to the innermost. */
const suitesAround = (test: Test): readonly Suite[] => {
  const suites: Suite[] = [];
  for (let suite: Suite | undefined = test.suite ?? test.file; suite; suite = parentOf(suite))
    suites.unshift(suite);
  return suites;
};
const parentOf = (suite: Suite): Suite | undefined =>
  suite === suite.file ? undefined : (suite.suite ?? suite.file);

const hooksOf = (suite: Suite, name: 'beforeEach' | 'afterEach'): readonly Hook[] =>
  TestRunner.getSuiteHooks(suite)[name] as readonly Hook[];

/** Takes away what tears down at the end of each suite, so that a test can run again, and hands it back. */
export const keepStanding = (suite: Suite): readonly (() => unknown)[] => {
  const own = TestRunner.getSuiteHooks(suite)
    .afterAll.splice(0)
    .map((hook) => () => hook(suite));
  return [...own, ...suite.tasks.flatMap((task) => (task.type === 'suite' ? keepStanding(task) : []))];
};

export const testsIn = (suite: Suite): readonly Test[] =>
  suite.tasks.flatMap((task) => (task.type === 'suite' ? testsIn(task) : [task]));
