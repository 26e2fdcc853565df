/**
 * Runs before the test files of `npm run prove`, so that properties without a number of runs of their own are
 * tried more often too.
 */
import * as fc from 'fast-check';
import { runs } from './runs.ts';

const USUAL_OF_FAST_CHECK = 100;

fc.configureGlobal({ ...fc.readConfigureGlobal(), numRuns: runs(USUAL_OF_FAST_CHECK) });
