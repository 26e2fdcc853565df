/**
 * How often a property is tried: as often as a test run has time for, and many times more in `npm run prove`.
 */
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** What the configuration of the run multiplies the usual number by. */
    thoroughness: number;
  }
}

export const runs = (usual: number): number => usual * inject('thoroughness');
