/** Counts attempts per window of time without storing who made them. */
import type { Instant } from '../time/instant.ts';

export type Allowance = Readonly<{
  /** A keyed hash of the address or origin that is counted. */
  hash: string;
  limit: number;
  windowMs: number;
  /** How many attempts this is; absent: one. The last one within the allowance may exceed it by the rest. */
  count?: number;
}>;

export type RateLimit = Readonly<{
  /**
   * Counts one attempt. Undefined where it is within its allowance, otherwise the milliseconds until the
   * window ends.
   */
  take: (allowance: Allowance, now: Instant) => Promise<number | undefined>;
}>;
