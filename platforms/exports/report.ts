/** The report about a file that a shop brought along. It names lines and reasons, never a value of a row. */
import { LIMITS } from '../../core/limits.ts';
import { REASONS, type Reason, type Words } from './reasons.ts';

export type Rejection = Readonly<{ line: number; reason: Words }>;

export type ImportReport = Readonly<{
  state: 'running' | 'done';
  /** What the file was known as; null where nobody knows it, or has not looked yet. */
  format: string | null;
  /** Rows of data that were read so far: every one of them is taken, skipped or rejected. */
  rows: number;
  /** New or changed. */
  taken: number;
  /** Known already. */
  skipped: number;
  /** The first rejections. */
  rejected: readonly Rejection[];
  /** The files beside the report that name all others; absent where there are none. */
  rejectedIn?: readonly string[];
  /** All rejections. */
  rejectedRows: number;
  /** Which put of the file it is about. */
  run: string;
}>;

export const emptyImportReport = (run: string): ImportReport => ({
  state: 'running',
  format: null,
  rows: 0,
  taken: 0,
  skipped: 0,
  rejected: [],
  rejectedRows: 0,
  run,
});

export type Outcome = 'taken' | 'skipped' | Reason;

/** Counts rows that had one outcome. */
export const withRows = (report: ImportReport, lines: readonly number[], outcome: Outcome): ImportReport => {
  const counted = { ...report, rows: report.rows + lines.length };
  if (outcome === 'taken' || outcome === 'skipped')
    return { ...counted, [outcome]: report[outcome] + lines.length };
  return withRejections(counted, lines, outcome);
};

/** Names what is wrong with lines that are no rows of data, or with the whole file. */
export const withRejections = (
  report: ImportReport,
  lines: readonly number[],
  reason: Reason,
): ImportReport => {
  const room = Math.max(0, LIMITS.importRejectionsShown - report.rejected.length);
  const named = lines.slice(0, room).map((line) => rejectionOf(line, reason));
  return {
    ...report,
    rejected: named.length === 0 ? report.rejected : [...report.rejected, ...named],
    rejectedRows: report.rejectedRows + lines.length,
  };
};

export const rejectionOf = (line: number, reason: Reason): Rejection => ({ line, reason: REASONS[reason] });

/**
 * The report of an earlier invocation, if it is about this very put of the file; undefined for any other, and
 * for what is no report of ours.
 */
export const reportOf = (text: string | undefined, run: string): ImportReport | undefined => {
  if (text === undefined) return undefined;
  try {
    const report: ImportReport | null = JSON.parse(text);
    return report?.run === run && Number.isSafeInteger(report.rows) ? report : undefined;
  } catch {
    return undefined;
  }
};
