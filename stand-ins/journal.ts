/**
 * Keeps the stand-ins' data across a kill: every change is one appended line, written before the call is
 * answered. Nothing of it stays in memory.
 */
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { linesIn } from './lines-in.ts';

/** The documents of one stand-in. Without a data folder nothing is written. */
export type Part = Readonly<{
  /** Hands out, once, the documents of an earlier run, in the order in which they were last written. */
  load: () => ReadonlyMap<string, unknown>;
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
/** The file is rewritten when it may hold this many lines more than documents, and twice as many. */
const SUPERFLUOUS_LINES = 20_000;
/** Lines are gathered up to this many characters before they are written in a rewrite. */
const PIECE_CHARS = 1024 * 1024;

export const createJournal = (dataFolder: string | undefined): Journal =>
  dataFolder === undefined
    ? { part: () => ({ load: () => new Map(), set: () => {}, remove: () => {} }), run: 0, close: () => {} }
    : createFileJournal(dataFolder);

type Documents = Map<string, Map<string, unknown>>;
type Line = readonly [name: string, key: string, ...value: unknown[]];

const createFileJournal = (folder: string): Journal => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, FILE);
  const documents: Documents = new Map();
  let lines = rewrite(path, ([name, key, value]) => void mapOf(documents, name).set(key, value));
  const run = Number(documents.get('journal')?.get('runs') ?? 0);
  let file = openSync(path, 'a');
  let appended = 0;

  const append = (line: Line): void => {
    writeSync(file, `${JSON.stringify(line)}\n`);
    appended += 1;
    if (appended < SUPERFLUOUS_LINES + lines) return;
    closeSync(file);
    lines = rewrite(path);
    file = openSync(path, 'a');
    appended = 0;
  };
  append(['journal', 'runs', run + 1]);
  const part = (name: string): Part => ({
    load: () => {
      const mine = mapOf(documents, name);
      documents.delete(name);
      return mine;
    },
    set: (key, value) => append([name, key, value]),
    remove: (key) => append([name, key]),
  });
  return { part, run, close: () => closeSync(file) };
};

const mapOf = (documents: Documents, name: string): Map<string, unknown> => {
  const existing = documents.get(name);
  if (existing !== undefined) return existing;
  const created = new Map<string, unknown>();
  documents.set(name, created);
  return created;
};

/** The last line may be incomplete after a kill; its call was never answered. */
const parseLine = (line: string): Line | undefined => {
  try {
    return line === '' ? undefined : (JSON.parse(line) as Line);
  } catch {
    return undefined;
  }
};

/**
 * Leaves only the last line of each document that still exists, in their order, and replaces the file in one
 * step. Returns how many lines are left, and tells each of them.
 * Reads the file twice, so that it need not fit into memory.
 */
const rewrite = (path: string, tell: (line: Line) => void = () => {}): number => {
  if (!existsSync(path)) return 0;
  const last = lastLines(path);
  const file = openSync(`${path}.new`, 'w');
  let [number, piece] = [0, ''];
  for (const text of linesIn(path)) {
    number += 1;
    const line = parseLine(text);
    if (!line || last.get(idOf(line)) !== number) continue;
    tell(line);
    piece += `${text}\n`;
    if (piece.length < PIECE_CHARS) continue;
    writeSync(file, piece);
    piece = '';
  }
  writeSync(file, piece);
  closeSync(file);
  renameSync(`${path}.new`, path);
  return last.size;
};

/** The number of the line that holds, for each document that exists. */
const lastLines = (path: string): ReadonlyMap<string, number> => {
  const last = new Map<string, number>();
  let number = 0;
  for (const text of linesIn(path)) {
    number += 1;
    const line = parseLine(text);
    if (!line) continue;
    if (line.length > 2) last.set(idOf(line), number);
    else last.delete(idOf(line));
  }
  return last;
};

const idOf = ([name, key]: Line): string => `${name}\n${key}`;
