/** Problems in what marketers wrote, in German and English, with file, line and column. */
import { present } from '../present.ts';

export type Text = Readonly<{ de: string; en: string }>;

export type Severity = 'error' | 'warning';

/** Both are 1-based, as editors count. */
export type Place = Readonly<{ line: number; column: number }>;

export type Problem = Readonly<{
  severity: Severity;
  file: string;
  line: number;
  column: number;
  message: Text;
}>;

/** Path to a value inside a parsed file. */
export type Path = readonly (string | number)[];

/** A finding of a check, whose line is not known yet. An absent `at` means the value. */
export type Finding = Readonly<{ severity: Severity; path: Path; at?: 'key' | 'value'; message: Text }>;

/** A JSON file with comments, read by an adapter that keeps positions. */
export type ParsedFile = Readonly<{
  value: unknown;
  syntaxProblems: readonly (Place & Readonly<{ message: Text }>)[];
  /** The place of a value or of its key; where it is missing, the place of the nearest value around it. */
  locate: (path: Path, at?: 'key' | 'value') => Place;
}>;

export const error = (path: Path, message: Text, at?: 'key' | 'value'): Finding =>
  present({ severity: 'error', path, message, at });

export const warning = (path: Path, message: Text, at?: 'key' | 'value'): Finding =>
  present({ severity: 'warning', path, message, at });

export const toProblem = (
  file: string,
  parsed: ParsedFile,
  { severity, path, at, message }: Finding,
): Problem => ({
  severity,
  file,
  ...parsed.locate(path, at),
  message,
});

export const syntaxProblems = (file: string, parsed: ParsedFile): readonly Problem[] =>
  parsed.syntaxProblems.map(({ line, column, message }) => ({
    severity: 'error',
    file,
    line,
    column,
    message,
  }));

/** A problem of a file as a whole. */
export const fileProblem = (severity: Severity, file: string, message: Text): Problem => ({
  severity,
  file,
  line: 1,
  column: 1,
  message,
});
