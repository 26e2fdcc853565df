/** Lambda entry of confirm. */
import { confirmEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createConfirm } from './handler.ts';

export const handler = entry(confirmEnv, createConfirm);
