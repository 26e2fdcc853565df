/** Lambda entry of unsubscribe. */
import { unsubscribeEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createUnsubscribe } from './handler.ts';

export const handler = entry(unsubscribeEnv, createUnsubscribe);
