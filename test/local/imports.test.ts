/** What an import writes into the bucket comes back beside its file in the folder. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createImports } from '../../local/imports.ts';
import { emptyImportReport } from '../../platforms/exports/report.ts';
import { createJournal } from '../../stand-ins/journal.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import { createS3 } from '../../stand-ins/s3/s3.ts';

test('the lists of rejections that a report has no room for lie beside the file, and those of another file do not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'imports-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'imports'));
  await writeFile(join(folder, 'imports/many.csv'), 'email\n');
  const s3 = createS3({ now: () => 0, journal: createJournal(undefined) }).control;
  const put = (name: string, body: string) =>
    s3.put({ bucket: LOCAL.configBucket, key: `imports/${name}`, body });
  const importHistory = async () => {
    const report = {
      ...emptyImportReport('one'),
      rejectedIn: ['many.rejected-1.json', 'many.rejected-2.json'],
    };
    put('many.rejected-1.json', '[1]');
    put('many.rejected-2.json', '[2]');
    put('many.rejected-2.json', '[2,3]');
    put('other.rejected-1.json', '[4]');
    put('many.report.json', JSON.stringify(report));
    return report;
  };
  const settle = async () => {};
  await createImports({ folder, s3, importHistory, settle, print: () => {} }).run();
  expect((await readdir(join(folder, 'imports'))).toSorted()).toEqual([
    'many.csv',
    'many.rejected-1.json',
    'many.rejected-2.json',
    'many.report.json',
  ]);
  expect(await readFile(join(folder, 'imports/many.rejected-1.json'), 'utf8')).toBe('[1]');
  expect(await readFile(join(folder, 'imports/many.rejected-2.json'), 'utf8')).toBe('[2,3]');
});
