/** Lambda entry of advance. */
import { advanceEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createAdvance } from './handler.ts';

export const handler = entry(advanceEnv, createAdvance);
