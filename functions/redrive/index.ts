/** Lambda entry of redrive. */
import { redriveEnv } from '../../contract/environment.ts';
import { readEnv } from '../middleware/read-env.ts';
import { systemRuntime } from '../middleware/runtime.ts';
import { createRedrive } from './handler.ts';

export const handler = createRedrive(readEnv(redriveEnv), systemRuntime);
