/**
 * Keeps the stand-ins' data across a kill: every change is one appended line, written before the call is
 * answered.
 */
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/** The documents of one stand-in. Without a data folder nothing is written. */
export type Part = Readonly<{
  /** The documents of an earlier run, in the order in which they were first written. */
  loaded: ReadonlyMap<string, unknown>;
  set: (key: string, value: unknown) => void;
  remove: (key: string) => void;
}>;

export type Journal = Readonly<{
  part: (name: string) => Part;
  /** How often this folder was started before; it makes the ids of different runs differ. */
  run: number;
  close: () => void;
}>;

const FILE = 'stand-ins.jsonl';
/** The file is rewritten when it holds this many lines more than documents. */
const SUPERFLUOUS_LINES = 20_000;

export const createJournal = (dataFolder: string | undefined): Journal =>
  dataFolder === undefined
    ? { part: () => ({ loaded: new Map(), set: () => {}, remove: () => {} }), run: 0, close: () => {} }
    : createFileJournal(dataFolder);

type Documents = Map<string, Map<string, unknown>>;

const createFileJournal = (folder: string): Journal => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, FILE);
  const documents = readDocuments(path);
  const run = Number(documents.get('journal')?.get('runs') ?? 0);
  mapOf(documents, 'journal').set('runs', run + 1);
  let file = rewrite(path, documents);
  let superfluous = 0;

  const append = (line: readonly unknown[]): void => {
    writeSync(file, `${JSON.stringify(line)}\n`);
    superfluous += 1;
    if (superfluous < SUPERFLUOUS_LINES) return;
    closeSync(file);
    file = rewrite(path, documents);
    superfluous = 0;
  };
  const part = (name: string): Part => {
    const mine = mapOf(documents, name);
    return {
      loaded: new Map(mine),
      // Stores a copy of the value, because the stand-ins go on changing their objects.
      set: (key, value) => {
        const frozen: unknown = JSON.parse(JSON.stringify(value));
        mine.set(key, frozen);
        append([name, key, frozen]);
      },
      remove: (key) => {
        if (mine.delete(key)) append([name, key]);
      },
    };
  };
  return { part, run, close: () => closeSync(file) };
};

const mapOf = (documents: Documents, name: string): Map<string, unknown> => {
  const existing = documents.get(name);
  if (existing !== undefined) return existing;
  const created = new Map<string, unknown>();
  documents.set(name, created);
  return created;
};

const readDocuments = (path: string): Documents => {
  const documents: Documents = new Map();
  if (!existsSync(path)) return documents;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const entry = parseLine(line);
    if (entry === undefined) continue;
    const [name, key, ...value] = entry;
    if (value.length === 0) mapOf(documents, name).delete(key);
    else mapOf(documents, name).set(key, value[0]);
  }
  return documents;
};

/** The last line may be incomplete after a kill; its call was never answered. */
const parseLine = (line: string): [string, string, ...unknown[]] | undefined => {
  try {
    return line === '' ? undefined : (JSON.parse(line) as [string, string, ...unknown[]]);
  } catch {
    return undefined;
  }
};

/**
 * Writes only the documents that still exist, and replaces the old file in one step; returns the file, open
 * for appending.
 */
const rewrite = (path: string, documents: Documents): number => {
  const lines = [...documents].flatMap(([name, entries]) =>
    [...entries].map(([key, value]) => `${JSON.stringify([name, key, value])}\n`),
  );
  writeFileSync(`${path}.new`, lines.join(''));
  renameSync(`${path}.new`, path);
  return openSync(path, 'a');
};
