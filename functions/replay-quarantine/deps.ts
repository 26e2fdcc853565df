/** Composes, once, what replay-quarantine works with: what the door works with, and nothing else. */
import type { ReplayQuarantineEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { createIntakeDeps, type IntakeDeps } from '../../doors/intake-deps.ts';
import type { RequestHandler } from '../../runtime/clients.ts';

export type ReplayQuarantineDeps = IntakeDeps;

export const createDeps = (
  env: ReplayQuarantineEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
): ReplayQuarantineDeps => createIntakeDeps(env, runtime, requestHandler).intake;
