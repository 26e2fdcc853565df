/** Lambda entry of unsubscribe. */
import { unsubscribeEnv } from '../../contract/environment.ts';
import { systemRuntime } from '../../runtime/clock.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { createUnsubscribe } from './handler.ts';

export const handler = createUnsubscribe(readEnv(unsubscribeEnv), systemRuntime);
