/**
 * Removes everything that is kept about a person beside the state: records, last states, raw bodies, reviews.
 * Resolves when all of it is gone; repeating is harmless, and one that broke off is finished by the next.
 */
import type { ErasureOrder } from '../state/effect.ts';

export type Erase = (order: ErasureOrder) => Promise<void>;
