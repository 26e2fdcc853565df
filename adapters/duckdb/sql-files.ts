/** Reads the SQL of the figures: one file per relation and answer, the same for every engine. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANSWERS, RELATIONS, type SqlFiles } from '../../core/figures/statements.ts';

const SOURCES = join(import.meta.dirname, '../../core/figures/sql');

/** A bundle has the files in a folder of its own. */
export const sqlFiles = (folder = SOURCES): SqlFiles => ({
  relations: readAll(join(folder, 'relations'), RELATIONS),
  answers: readAll(join(folder, 'answers'), ANSWERS),
});

const readAll = <Name extends string>(
  folder: string,
  names: readonly Name[],
): Readonly<Record<Name, string>> =>
  Object.fromEntries(
    names.map((name) => [name, readFileSync(join(folder, `${name}.sql`), 'utf8')]),
  ) as Record<Name, string>;
