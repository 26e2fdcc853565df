/** Reads files that a shop brings along row by row, and keeps the report beside each. */
import type { Instant } from '../time/instant.ts';

/** A row of cells, or of one line of JSON, and the physical line in which it begins, 1-based. */
export type FileRow = Readonly<{ line: number; cells: readonly string[] }>;

export type ImportFile = Readonly<{
  /** When the file was put where it is. */
  at: Instant;
  /** The same only as long as nobody puts another file, or the same one again. */
  version: string;
  /** All rows, that of the headings among them. */
  rows: AsyncIterable<FileRow>;
}>;

export type ImportFiles = Readonly<{
  /** Undefined where the file is gone. */
  open: (key: string) => Promise<ImportFile | undefined>;
  /** The line at which reading the rows ended with what can never be read; undefined for every other error. */
  brokenAt: (error: unknown) => number | undefined;
  readReport: (key: string) => Promise<string | undefined>;
  writeReport: (key: string, text: string) => Promise<void>;
  /** A list of rejections that the report has no room for. */
  readRejections: (key: string, part: number) => Promise<string | undefined>;
  writeRejections: (key: string, part: number, text: string) => Promise<void>;
  /** Asks for another invocation, which goes on with this file. */
  goOn: (key: string) => Promise<void>;
}>;
