/** Lambda entry of subscribe. */
import { subscribeEnv } from '../../contract/environment.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { systemRuntime } from '../../runtime/runtime.ts';
import { createSubscribe } from './handler.ts';

export const handler = createSubscribe(readEnv(subscribeEnv), systemRuntime);
