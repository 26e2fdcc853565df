/** Lambda entry of subscribe. */
import { subscribeEnv } from '../../contract/environment.ts';
import { systemRuntime } from '../../runtime/clock.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { createSubscribe } from './handler.ts';

export const handler = createSubscribe(readEnv(subscribeEnv), systemRuntime);
