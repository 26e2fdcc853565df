/** Lambda entry of subscribe. */
import { subscribeEnv } from '../../contract/environment.ts';
import { readEnv } from '../middleware/read-env.ts';
import { systemRuntime } from '../middleware/runtime.ts';
import { createSubscribe } from './handler.ts';

export const handler = createSubscribe(readEnv(subscribeEnv), systemRuntime);
