/** Lambda entry of sweep. */
import { sweepEnv } from '../../contract/environment.ts';
import { readEnv } from '../middleware/read-env.ts';
import { systemRuntime } from '../middleware/runtime.ts';
import { createSweep } from './handler.ts';

export const handler = createSweep(readEnv(sweepEnv), systemRuntime);
