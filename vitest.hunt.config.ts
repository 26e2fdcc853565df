/**
 * The hunt for values that break a property, in `npm run hunt`: many tries, other values in every run. A
 * failure names its seed; what it found becomes a sentence.
 */
import { defineConfig } from 'vitest/config';
import { COMMON } from './vitest.config.ts';
import { PROPERTIES } from './vitest.prove.config.ts';

const TIMES_AS_OFTEN = 25;

export default defineConfig({
  test: {
    ...COMMON,
    provide: { thoroughness: TIMES_AS_OFTEN, seed: 'any' },
    projects: [{ extends: true, test: PROPERTIES }],
  },
});
