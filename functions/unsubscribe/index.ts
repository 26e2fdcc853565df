/** Lambda entry of unsubscribe. */
import { unsubscribeEnv } from '../../contract/environment.ts';
import { readEnv } from '../middleware/read-env.ts';
import { systemRuntime } from '../middleware/runtime.ts';
import { createUnsubscribe } from './handler.ts';

export const handler = createUnsubscribe(readEnv(unsubscribeEnv), systemRuntime);
