/** Lambda entry of unsubscribe. */
import { unsubscribeEnv } from '../../contract/environment.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { systemRuntime } from '../../runtime/runtime.ts';
import { createUnsubscribe } from './handler.ts';

export const handler = createUnsubscribe(readEnv(unsubscribeEnv), systemRuntime);
