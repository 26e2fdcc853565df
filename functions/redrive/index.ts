/** Lambda entry of redrive. */
import { redriveEnv } from '../../contract/environment.ts';
import { systemRuntime } from '../../runtime/clock.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { createRedrive } from './handler.ts';

export const handler = createRedrive(readEnv(redriveEnv), systemRuntime);
