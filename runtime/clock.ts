/**
 * The one place that makes the present time and randomness for handlers; everything below takes them as
 * arguments.
 */
import { randomUUID } from 'node:crypto';
import type { Runtime } from '../core/ports/runtime.ts';

export const systemRuntime: Runtime = { now: () => Date.now(), newToken: () => randomUUID() };
