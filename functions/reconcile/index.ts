/** Lambda entry of reconcile. */
import { reconcileEnv } from '../../contract/environment.ts';
import { entry } from '../../runtime/entry.ts';
import { createReconcile } from './handler.ts';

export const handler = entry(reconcileEnv, createReconcile);
