/** Lambda entry of subscribe. */
import { subscribeEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createSubscribe } from './handler.ts';

export const handler = entry(subscribeEnv, createSubscribe);
