/**
 * How tests run: two workers at most, because builds often have two cores; no retries, because a flaky test
 * hides a fault.
 */
import { defineConfig } from 'vitest/config';

const TEST_TIMEOUT_MS = 20_000;
/** Synthesizing the stacks and starting the whole system belong into hooks. */
const HOOK_TIMEOUT_MS = 60_000;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['node_modules/**', 'cdk.out/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: TEST_TIMEOUT_MS,
    hookTimeout: HOOK_TIMEOUT_MS,
    restoreMocks: true,
    unstubEnvs: true,
    reporters: process.env.VITEST_JSON_FILE
      ? ['default', ['json', { outputFile: process.env.VITEST_JSON_FILE }]]
      : ['default'],
  },
});
