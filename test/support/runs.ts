/**
 * The number of runs of a property: as many as a test run has time for, and many times more in `npm run
 * prove`.
 */
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The factor by which the run's configuration multiplies the usual number. */
    thoroughness: number;
    /** What the values of all properties are made from; `any` for others in every run. */
    seed: number | 'any';
  }
}

/** `inProofs` instead of the usual multiple, where a run is dear and `npm test` can afford few. */
export const runs = (usual: number, inProofs?: number): number => {
  const factor = inject('thoroughness');
  return factor > 1 && inProofs !== undefined ? inProofs : Math.ceil(usual * factor);
};
