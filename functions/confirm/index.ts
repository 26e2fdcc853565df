/** Lambda entry of confirm. */
import { confirmEnv } from '../../contract/environment.ts';
import { readEnv } from '../middleware/read-env.ts';
import { systemRuntime } from '../middleware/runtime.ts';
import { createConfirm } from './handler.ts';

export const handler = createConfirm(readEnv(confirmEnv), systemRuntime);
