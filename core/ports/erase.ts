/**
 * Removes everything that is kept about a person outside the state: records, last states, raw bodies,
 * reviews. Resolves when all of it is gone. Repeating it is harmless, and a repeat finishes an erasure that
 * stopped half-way.
 */
import type { ErasureOrder } from '../state/effect.ts';

export type Erase = (order: ErasureOrder) => Promise<void>;
