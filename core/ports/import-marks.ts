/** Remembers which rows of imported files were taken, as keyed hashes: nobody can tell whose they were. */
import type { Instant } from '../time/instant.ts';

/** `by` is the run and row that took it. */
export type ImportMark = Readonly<{ hash: string; by: string }>;

export type ImportMarks = Readonly<{
  /** `by` of those that are remembered. */
  read: (hashes: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  write: (marks: readonly ImportMark[], now: Instant) => Promise<void>;
}>;
