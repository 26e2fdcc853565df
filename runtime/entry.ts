/**
 * The entry point that Lambda loads: it reads and validates the environment once, at start-up, and uses the
 * real clock.
 */
import type * as z from 'zod';
import type { Runtime } from '../core/ports/runtime.ts';
import { systemRuntime } from './clock.ts';
import { readEnv } from './read-env.ts';

export const entry = <Env, Handler>(
  schema: z.ZodType<Env>,
  create: (env: Env, runtime: Runtime) => Handler,
): Handler => create(readEnv(schema), systemRuntime);
