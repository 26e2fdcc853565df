/** Every rejected row of a file is named, whatever ends an invocation. */
import { expect, test } from 'vitest';
import { openRejections } from '../../functions/import-history/rejections.ts';
import {
  emptyImportReport,
  type ImportReport,
  type Rejection,
  rejectionOf,
  withRows,
} from '../../platforms/exports/report.ts';

const KEY = 'imports/many.csv';
const BATCH = 700;

/** Rejects so many rows in batches; the invocation dies after every third one, which the report never saw. */
const rejecting = async (rows: number) => {
  const parts = new Map<number, string>();
  const files = {
    readRejections: async (_: string, part: number) => parts.get(part),
    writeRejections: async (_: string, part: number, list: string) => void parts.set(part, list),
  };
  let saved: ImportReport = emptyImportReport('one');
  let rejections = await openRejections(files, KEY, saved);
  const take = async (before: ImportReport): Promise<ImportReport> => {
    const lines = Array.from(
      { length: Math.min(BATCH, rows - before.rows) },
      (_, one) => before.rows + one + 2,
    );
    const after = withRows(before, lines, 'no-address');
    await rejections.add(
      lines.map((line) => rejectionOf(line, 'no-address')),
      before,
      after,
    );
    return after;
  };
  for (let run = 0; saved.rows < rows; run += 1) {
    const after = await take(saved);
    saved = await rejections.save(after);
    if (run % 3 !== 0) continue;
    await rejections.save(await take(saved));
    rejections = await openRejections(files, KEY, saved);
  }
  const beside = [...parts.values()].flatMap((list) => JSON.parse(list) as readonly Rejection[]);
  return { saved, lines: [...saved.rejected, ...beside].map(({ line }) => line) };
};

test('the first ones stand in the report, all others once in files that it lists', async () => {
  const { saved, lines } = await rejecting(22_500);
  expect(saved.rejectedIn).toEqual([1, 2, 3].map((part) => `many.rejected-${part}.json`));
  expect(lines).toEqual(Array.from({ length: 22_500 }, (_, index) => index + 2));
});

test('few of them need no file', async () => {
  const { saved, lines } = await rejecting(900);
  expect(saved).not.toHaveProperty('rejectedIn');
  expect(lines).toHaveLength(900);
});
