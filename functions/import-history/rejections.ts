/**
 * Names every rejected row: the first ones stand in the report, all others in files beside it. No more than
 * one such file is held at a time, however many rows are rejected.
 */
import { importRejectionsOf } from '../../contract/bucket.ts';
import { LIMITS } from '../../core/limits.ts';
import type { ImportFiles } from '../../core/ports/import-files.ts';
import type { ImportReport, Rejection } from '../../platforms/exports/report.ts';

export type Rejections = Readonly<{
  /** Keeps those of them that `after`, the report with them, has no room for. */
  add: (all: readonly Rejection[], before: ImportReport, after: ImportReport) => Promise<void>;
  /** Stores what is held, so that the report may be stored; the report as it is told. */
  save: (report: ImportReport) => Promise<ImportReport>;
}>;

type Files = Pick<ImportFiles, 'readRejections' | 'writeRejections'>;

/** Goes on behind what the report counts: what was written beyond it, before a break, is written anew. */
export const openRejections = async (
  files: Files,
  key: string,
  before: ImportReport,
): Promise<Rejections> => {
  const stored = beyond(before) % LIMITS.importRejectionsPerFile;
  let part = Math.floor(beyond(before) / LIMITS.importRejectionsPerFile) + 1;
  let held = stored === 0 ? [] : [...(await readPart(files, key, part)).slice(0, stored)];
  const write = (): Promise<void> => files.writeRejections(key, part, JSON.stringify(held));
  return {
    add: async (all, earlier, after) => {
      for (const one of all.slice(after.rejected.length - earlier.rejected.length)) {
        held.push(one);
        if (held.length < LIMITS.importRejectionsPerFile) continue;
        await write();
        part += 1;
        held = [];
      }
    },
    save: async (report) => {
      if (held.length > 0) await write();
      const parts = Math.ceil(beyond(report) / LIMITS.importRejectionsPerFile);
      return parts === 0 ? report : { ...report, rejectedIn: namesOf(key, parts) };
    },
  };
};

/** How many rejections the report has no room for. */
const beyond = ({ rejectedRows, rejected }: ImportReport): number => rejectedRows - rejected.length;

const namesOf = (key: string, parts: number): readonly string[] =>
  Array.from(
    { length: parts },
    (_, index) =>
      importRejectionsOf(key, index + 1)
        .split('/')
        .at(-1) ?? '',
  );

const readPart = async (files: Files, key: string, part: number): Promise<readonly Rejection[]> =>
  JSON.parse((await files.readRejections(key, part)) ?? '[]') as readonly Rejection[];
