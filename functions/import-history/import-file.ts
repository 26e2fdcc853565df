/**
 * Reads a file to its end, or as far as one invocation gets. Everything can be done again: the report says
 * how many rows are done, rows that were taken beyond it are known by their marks, and inputs by their ids.
 */
import { CONFIG_PREFIX } from '../../contract/bucket.ts';
import { identityKey } from '../../core/identity/keys.ts';
import { LIMITS } from '../../core/limits.ts';
import type { FileRow, ImportFile } from '../../core/ports/import-files.ts';
import {
  emptyImportReport,
  type ImportReport,
  rejectionOf,
  reportOf,
  withRejections,
} from '../../platforms/exports/report.ts';
import type { ImportHistoryDeps } from './deps.ts';
import { openFile, type Table } from './open-file.ts';
import { openRejections, type Rejections } from './rejections.ts';
import { takeBatch } from './take-batch.ts';

/** The report, which lies beside the file too; undefined where there is no such file. */
export const importFile = async (
  deps: ImportHistoryDeps,
  name: string,
  isLate: () => boolean,
): Promise<ImportReport | undefined> => {
  const key = CONFIG_PREFIX.imports + name;
  const file = await deps.files.open(key);
  if (!file) return undefined;
  const before = reportOf(await deps.files.readReport(key), file.version) ?? emptyImportReport(file.version);
  if (before.state === 'done') return before;
  const rejections = await openRejections(deps.files, key, before);
  const save = async (report: ImportReport): Promise<ImportReport> => {
    const told = await rejections.save(report);
    await deps.files.writeReport(key, JSON.stringify(told, null, 2));
    return told;
  };
  await save(before);
  const after = await save(await readOn({ deps, file, name, save, isLate, rejections }, before));
  if (after.state === 'running') await deps.files.goOn(key);
  return after;
};

type Reading = Readonly<{
  deps: ImportHistoryDeps;
  file: ImportFile;
  name: string;
  save: (report: ImportReport) => Promise<ImportReport>;
  rejections: Rejections;
  isLate: () => boolean;
}>;

const readOn = async (reading: Reading, before: ImportReport): Promise<ImportReport> => {
  const { deps, file, name } = reading;
  let report = before;
  try {
    const table = await openFile(deps, name, file.rows);
    if ('unknown' in table)
      return { ...withRejections(report, [1], table.unknown), format: table.format, state: 'done' };
    for await (const next of rowsIn(reading, table, { ...report, format: table.format })) report = next;
    return report;
  } catch (error) {
    const line = deps.files.brokenAt(error);
    if (line === undefined) throw error;
    const ended: ImportReport = { ...withRejections(report, [line], 'row-without-end'), state: 'done' };
    await reading.rejections.add([rejectionOf(line, 'row-without-end')], report, ended);
    return ended;
  }
};

/** The report after each batch. What was open when the file broke off is taken before that is told. */
async function* rowsIn(reading: Reading, table: Table, before: ImportReport): AsyncGenerator<ImportReport> {
  const taker = createTaker(reading, table, {
    before,
    key: identityKey(await reading.deps.keys()),
  });
  try {
    for await (const row of after(table.rows, before.rows)) {
      if (!taker.fills(row)) continue;
      const goesOn = await taker.take(false);
      yield taker.report();
      if (!goesOn) return;
    }
  } catch (error) {
    await taker.take(true);
    yield taker.report();
    throw error;
  }
  const isDone = await taker.take(true);
  const report = taker.report();
  yield isDone ? { ...report, state: 'done' } : report;
}

async function* after(rows: AsyncIterable<FileRow>, done: number): AsyncGenerator<FileRow> {
  let passed = 0;
  for await (const row of rows) {
    passed += 1;
    if (passed > done) yield row;
  }
}

type Taker = Readonly<{
  /** True where the batch is full with this row. */
  fills: (row: FileRow) => boolean;
  /** False where the next invocation has to go on. */
  take: (isLast: boolean) => Promise<boolean>;
  report: () => ImportReport;
}>;

const createTaker = (
  { deps, file, save, isLate, rejections }: Reading,
  table: Table,
  { before, key }: Readonly<{ before: ImportReport; key: string }>,
): Taker => {
  const context = { key, at: file.at, run: file.version, table };
  let [report, saved] = [before, before.rows];
  let batch: FileRow[] = [];
  return {
    fills: (row) => batch.push(row) >= LIMITS.importBatch,
    take: async (isLast) => {
      if (!(await hasRoom(deps, isLate))) return false;
      const done = await takeBatch(deps, context, { report, rows: batch, isLast });
      await rejections.add(done.rejected, report, done.report);
      report = done.report;
      batch = [...done.left];
      if (isLast) return true;
      if (report.rows - saved >= LIMITS.importSaveRows) {
        await save(report);
        saved = report.rows;
      }
      return !isLate();
    },
    report: () => report,
  };
};

/** What customers do now must not wait behind the past. False where the next invocation has to go on. */
const hasRoom = async (
  { queues, pause }: Pick<ImportHistoryDeps, 'queues' | 'pause'>,
  isLate: () => boolean,
): Promise<boolean> => {
  while ((await queues.waitingInputs()) > LIMITS.importBacklog) {
    if (isLate()) return false;
    await pause(LIMITS.importPauseMs);
  }
  return true;
};
