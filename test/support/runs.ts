/**
 * The number of runs of a property: as many as a test run has time for, and many times more in `npm run
 * prove`.
 */
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The factor by which the run's configuration multiplies the usual number. */
    thoroughness: number;
  }
}

export const runs = (usual: number): number => Math.ceil(usual * inject('thoroughness'));
