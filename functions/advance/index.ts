/** Lambda entry of advance. */
import { advanceEnv } from '../../contract/environment.ts';
import { systemRuntime } from '../../runtime/clock.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { createAdvance } from './handler.ts';

export const handler = createAdvance(readEnv(advanceEnv), systemRuntime);
