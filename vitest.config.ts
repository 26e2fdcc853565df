/**
 * How tests run: two workers at most, because builds often have two cores; no retries, because a flaky test
 * hides a fault; no verdict by the clock, because a busy machine is no fault.
 */
import { globSync, readFileSync } from 'node:fs';
import { configDefaults, defineConfig } from 'vitest/config';

/** Ends what hangs and decides nothing: far more than any test takes on a machine that is busy with others. */
const HANGS_MS = 10 * 60_000;

const FILES = 'test/**/*.test.ts';
/** What replaces whole modules needs a process of its own; all others share theirs, and load what they test once. */
const alone = globSync(FILES, { cwd: import.meta.dirname }).filter((file) =>
  /^vi\.mock\(/m.test(readFileSync(`${import.meta.dirname}/${file}`, 'utf8')),
);

export default defineConfig({
  test: {
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
    setupFiles: ['test/support/setup.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          isolate: false,
          include: [FILES],
          exclude: [...configDefaults.exclude, ...alone],
        },
      },
      { extends: true, test: { name: 'alone', isolate: true, include: alone } },
    ],
  },
});
