/** Lambda entry of preferences. */
import { preferencesEnv } from '../../contract/environment.ts';
import { readEnv } from '../middleware/read-env.ts';
import { systemRuntime } from '../middleware/runtime.ts';
import { createPreferences } from './handler.ts';

export const handler = createPreferences(readEnv(preferencesEnv), systemRuntime);
