/**
 * The one place where handlers get the present time and randomness; all other code takes them as arguments.
 */
import { randomUUID } from 'node:crypto';
import type { Runtime } from '../core/ports/runtime.ts';

export const systemRuntime: Runtime = { now: () => Date.now(), newToken: () => randomUUID() };
