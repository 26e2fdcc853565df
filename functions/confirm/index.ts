/** Lambda entry of confirm. */
import { confirmEnv } from '../../contract/environment.ts';
import { systemRuntime } from '../../runtime/clock.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { createConfirm } from './handler.ts';

export const handler = createConfirm(readEnv(confirmEnv), systemRuntime);
