/** Reads product feeds and files of reviews row by row, and keeps the report about each. */
import type { FeedBreak } from '../catalogue/feed-report.ts';
import type { FeedRow } from '../catalogue/feed-row.ts';
import type { Instant } from '../time/instant.ts';

/** A row and the line in which it begins or ends, 1-based. */
export type RowIn = Readonly<{ line: number; values: FeedRow }>;

export type Feed = Readonly<{
  /** When the file was put where it is. */
  at: Instant;
  rows: AsyncIterable<RowIn>;
}>;

export type FeedSource = Readonly<{
  /** Undefined where the file is gone. */
  open: (key: string) => Promise<Feed | undefined>;
  /** Where reading the rows ended with what can never be read; undefined for every other error. */
  breakIn: (error: unknown) => FeedBreak | undefined;
  report: (key: string, text: string, contentType: string) => Promise<void>;
}>;
