/** Lambda entry of preferences. */
import { preferencesEnv } from '../../contract/environment.ts';
import { systemRuntime } from '../../runtime/clock.ts';
import { readEnv } from '../../runtime/read-env.ts';
import { createPreferences } from './handler.ts';

export const handler = createPreferences(readEnv(preferencesEnv), systemRuntime);
