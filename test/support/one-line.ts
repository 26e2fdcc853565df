/**
 * Loads one of our files with one change, as a newcomer would make it, so that tests see the effects of that
 * change alone.
 */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** The module with the change; its imports lead to the same files as always. */
export const changed = async <T>(
  file: string,
  changes: readonly (readonly [from: string, to: string])[],
): Promise<T> => {
  const copy = join(mkdtempSync(join(tmpdir(), 'stammkunde-changed-')), basename(file));
  writeFileSync(copy, withChanges(file, changes).replaceAll(/from '(\.[^']+)'/g, absolute(file)));
  return import(copy);
};

export const withChanges = (
  file: string,
  changes: readonly (readonly [from: string, to: string])[],
): string => {
  let text = readFileSync(join(ROOT, file), 'utf8');
  for (const [from, to] of changes) {
    if (text.split(from).length !== 2) throw new Error(`${file} holds "${from}" not exactly once`);
    text = text.replace(from, () => to);
  }
  return text;
};

const absolute =
  (file: string) =>
  (_: string, path: string): string =>
    `from '${resolve(ROOT, dirname(file), path)}'`;
