/** Lambda entry of sweep. */
import { sweepEnv } from '../../contract/environment.ts';
import { systemRuntime } from '../../runtime/clock.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { createSweep } from './handler.ts';

export const handler = createSweep(readEnv(sweepEnv), systemRuntime);
