/** Lambda entry of sweep. */
import { sweepEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createSweep } from './handler.ts';

export const handler = entry(sweepEnv, createSweep);
