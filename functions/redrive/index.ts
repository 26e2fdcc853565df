/** Lambda entry of redrive. */
import { redriveEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createRedrive } from './handler.ts';

export const handler = entry(redriveEnv, createRedrive);
