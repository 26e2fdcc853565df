/** Attempts per window of time, counted without saying who it was. */
import type { Instant } from '../time/instant.ts';

export type Allowance = Readonly<{
  /** A keyed hash of whom or what is counted. */
  hash: string;
  limit: number;
  windowMs: number;
}>;

export type RateLimit = Readonly<{
  /** Undefined where the attempt is within its allowance, else the milliseconds until the window ends. */
  take: (allowance: Allowance, now: Instant) => Promise<number | undefined>;
}>;
