/**
 * How `npm run mutants` runs the tests: all in one process, which loads the mutated files once and then tries
 * one mutant after another.
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { PLAN_VARIABLE, type Plan } from './test/mutants/mutant.ts';
import { COMMON, SEED } from './vitest.config.ts';

/** Properties are tried less often than in `npm test`: what ten tries do not notice, a sentence has to. */
const PART_OF_TRIES = 0.1;

const planned = process.env[PLAN_VARIABLE];
const plan: Plan | undefined = planned ? JSON.parse(readFileSync(planned, 'utf8')) : undefined;

export default defineConfig({
  plugins: [
    {
      name: 'mutants',
      enforce: 'pre',
      load(id) {
        const file = relative(import.meta.dirname, id.split('?')[0] ?? id).replaceAll('\\', '/');
        const instead = plan?.instrumented[file];
        return instead === undefined ? undefined : readFileSync(instead, 'utf8');
      },
    },
  ],
  test: {
    ...COMMON,
    // What the runner keeps on disk is found by the source's own text, so another run's mutants would be loaded.
    fsModuleCache: false,
    maxWorkers: 1,
    isolate: false,
    silent: true,
    provide: { thoroughness: PART_OF_TRIES, seed: SEED },
    include: ['test/mutants/every-mutant.ts'],
    setupFiles: ['test/support/setup.ts', 'test/support/more-runs.ts'],
  },
});
