/**
 * The long proofs, in `npm run prove`: planted bugs, many worlds, kills and floods, and the properties of the
 * tests tried many times more often than `npm test` has time for.
 */
import { configDefaults, defineConfig, type TestUserConfig } from 'vitest/config';
import { COMMON, SEED, testsThatHold } from './vitest.config.ts';

const TIMES_AS_OFTEN = 5;

export const PROPERTIES = {
  name: 'properties',
  isolate: false,
  include: testsThatHold(/\bfc\.assert\(/),
  setupFiles: ['test/support/setup.ts', 'test/support/more-runs.ts'],
} satisfies TestUserConfig;

export default defineConfig({
  test: {
    ...COMMON,
    provide: { thoroughness: TIMES_AS_OFTEN, seed: SEED },
    projects: [
      {
        extends: true,
        test: {
          name: 'proofs',
          include: ['test/**/*.prove.ts'],
          exclude: configDefaults.exclude,
          setupFiles: ['test/support/setup.ts'],
        },
      },
      {
        extends: true,
        test: PROPERTIES,
      },
    ],
  },
});
