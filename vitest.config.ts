/**
 * How tests run, in `npm test`: two workers at most, because builds often have two cores; no retries, because
 * a flaky test hides a fault; no verdict by the clock, because a busy machine is no fault.
 */
import { globSync, readFileSync } from 'node:fs';
import { configDefaults, defineConfig, type TestUserConfig } from 'vitest/config';

/**
 * Ends what hangs and decides nothing: far more than any test takes on a machine that is busy with others.
 */
const HANGS_MS = 20 * 60_000;

/**
 * Properties are tried with the same values every time, so that a commit passes or fails, and not by chance.
 * `npm run hunt` tries others.
 */
export const SEED = 20_261_201;

const TESTS = 'test/**/*.test.ts';

export const testsThatHold = (pattern: RegExp): string[] =>
  globSync(TESTS, { cwd: import.meta.dirname }).filter((file) =>
    pattern.test(readFileSync(`${import.meta.dirname}/${file}`, 'utf8')),
  );
/** What replaces whole modules needs a process of its own. */
const alone = testsThatHold(/^vi\.mock\(/m);
/** What replaces the clients' calls, calls a server of its own, or looks at all that an SDK does. */
const plain = testsThatHold(/mockClient|mocked-client|makeClientsLean|createServer\(/).filter(
  (file) => !alone.includes(file),
);

export const COMMON = {
  pool: 'forks',
  maxWorkers: 2,
  testTimeout: HANGS_MS,
  hookTimeout: HANGS_MS,
  expect: { poll: { timeout: HANGS_MS } },
  restoreMocks: true,
  unstubEnvs: true,
  reporters: process.env.VITEST_JSON_FILE
    ? ['default', ['json', { outputFile: process.env.VITEST_JSON_FILE }]]
    : ['default'],
} satisfies TestUserConfig;

export default defineConfig({
  test: {
    ...COMMON,
    setupFiles: ['test/support/setup.ts'],
    provide: { thoroughness: 1, seed: SEED },
    projects: [
      {
        extends: true,
        // All others share processes, and load what they test once.
        test: {
          name: 'shared',
          isolate: false,
          include: [TESTS],
          exclude: [...configDefaults.exclude, ...alone, ...plain],
          setupFiles: ['test/support/setup.ts', 'test/support/lean-clients.ts'],
        },
      },
      { extends: true, test: { name: 'plain', isolate: false, include: plain } },
      { extends: true, test: { name: 'alone', isolate: true, include: alone } },
    ],
  },
});
