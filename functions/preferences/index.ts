/** Lambda entry of preferences. */
import { preferencesEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createPreferences } from './handler.ts';

export const handler = entry(preferencesEnv, createPreferences);
