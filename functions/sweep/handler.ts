/**
 * Finds profiles that are overdue, drives them again and reports them (I8). every five minutes → [this] →
 * inputs queue
 */
import type { SweepEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { stack } from '../../runtime/stack.ts';
import { createDeps } from './deps.ts';
import { sweep } from './sweep.ts';

export const createSweep = (env: SweepEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const deps = createDeps(env, runtime, requestHandler);
  return stack(deps, (_event: unknown) => sweep(deps));
};
