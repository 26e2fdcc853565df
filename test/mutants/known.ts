/**
 * What earlier runs found, per file: a mutant of an unchanged file stays killed while the test that noticed
 * it is unchanged, or refused by types, and any other fate holds while all its tests are. It lies in a folder
 * of its own outside git: thousands of lines that change with every test, and can be made anew in an hour.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Mutant, Result } from './mutant.ts';

export const WORK = '.mutants';

interface Known {
  readonly source: string;
  readonly tests: string;
  readonly results: readonly Result[];
  readonly hashes: Readonly<Record<string, string>>;
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
const hashOf = (file: string): string => (existsSync(file) ? hash(readFileSync(file, 'utf8')) : '');

/** How files stood when a run began; who edits them meanwhile does not change what it says. */
export type Stand = Readonly<Record<string, string>>;
export const standOf = (files: readonly string[]): Stand =>
  Object.fromEntries(files.map((file) => [file, hashOf(file)]));
const hashOfAll = (tests: Stand): string => hash(Object.values(tests).join());
const pathOf = (file: string): string => join(WORK, 'known', `${file}.json`);

/** Names a mutant from run to run. */
const keyOf = ({ start, end, replacement }: Mutant): string => `${start}-${end} ${replacement}`;

export const known = (file: string, tests: Stand): ((mutant: Mutant) => Result | undefined) => {
  const path = pathOf(file);
  if (!existsSync(path)) return () => undefined;
  const { source, tests: before, results, hashes }: Known = JSON.parse(readFileSync(path, 'utf8'));
  if (source !== hashOf(file)) return () => undefined;
  const same = before === hashOfAll(tests);
  const holds = ({ by, fate }: Result): boolean =>
    by ? hashes[by.file] === hashOf(by.file) : same || fate === 'refused';
  const found = new Map(results.filter(holds).map((result) => [keyOf(result.mutant), result]));
  return (mutant) => {
    const result = found.get(keyOf(mutant));
    return result && { ...result, mutant };
  };
};

export const remember = (
  file: string,
  { sources, tests }: Readonly<{ sources: Stand; tests: Stand }>,
  results: readonly Result[],
): void => {
  const deciding = new Set(results.flatMap(({ by }) => (by ? [by.file] : [])));
  const hashes = Object.fromEntries([...deciding].map((test) => [test, tests[test] ?? hashOf(test)]));
  const path = pathOf(file);
  mkdirSync(dirname(path), { recursive: true });
  const entry: Known = { source: sources[file] ?? '', tests: hashOfAll(tests), results, hashes };
  writeFileSync(path, JSON.stringify(entry));
};
