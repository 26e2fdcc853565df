/**
 * What Lambda loads: the environment is read and validated once, at start-up, and the clock is the real one.
 */
import type * as z from 'zod';
import type { Runtime } from '../core/ports/runtime.ts';
import { systemRuntime } from './clock.ts';
import { readEnv } from './read-env.ts';

export const entry = <Env, Handler>(
  schema: z.ZodType<Env>,
  create: (env: Env, runtime: Runtime) => Handler,
): Handler => create(readEnv(schema), systemRuntime);
