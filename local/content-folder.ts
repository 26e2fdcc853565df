/**
 * Copies between the content folder and the config bucket: the marketers' files go into the bucket, and what
 * publishing wrote comes back beside the files.
 */
import type { Dirent } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { CONFIG_PREFIX, importOf } from '../contract/bucket.ts';

/** Keys that publishing writes; they belong to the bucket, and the folder gets copies. */
const WRITTEN_BY_PUBLISH = [CONFIG_PREFIX.reports, CONFIG_PREFIX.schema];

export type ContentBucket = Readonly<{
  keys: () => readonly string[];
  get: (key: string) => Uint8Array | undefined;
  put: (key: string, content: Uint8Array) => void;
  remove: (key: string) => void;
}>;

/**
 * Makes the bucket's content equal to the folder's. `missing`: there is no such folder, and the bucket stays
 * as it is.
 */
export const copyContent = async (folder: string, bucket: ContentBucket): Promise<'copied' | 'missing'> => {
  const files = await readFiles(folder);
  if (!files) return 'missing';
  for (const [key, content] of files) {
    const before = bucket.get(key);
    if (!before || Buffer.compare(before, content) !== 0) bucket.put(key, content);
  }
  for (const key of bucket.keys()) {
    if (key.startsWith(CONFIG_PREFIX.content) && !isWritten(key) && !files.has(key)) bucket.remove(key);
  }
  return 'copied';
};

/**
 * Copies report and schemas into the folder, where an editor finds them beside the files, as in the cloud.
 */
export const copyWritten = async (folder: string, bucket: ContentBucket): Promise<void> => {
  for (const key of bucket.keys().filter(isWritten)) {
    const content = bucket.get(key);
    const path = join(folder, ...key.slice(CONFIG_PREFIX.content.length).split('/'));
    if (content && !(await holds(path, content))) await replace(path, content);
  }
};

/** False for hidden files, for those that are brought along, for leftovers of editors, and for files that publishing writes. */
export const isMarketers = (name: string): boolean => {
  const parts = name.split(sep);
  const tidy = !parts.some((part) => part.startsWith('.')) && !/(~|\.swp|\.tmp|\.bak)$/.test(name);
  return tidy && !isBroughtAlong(name) && !isWritten(keyOf(name)) && !isWritten(`${keyOf(name)}/`);
};

/** True for the folder of files that a shop brings along, and what lies in it: nothing of it is published. */
const isBroughtAlong = (name: string): boolean =>
  `${name.split(sep).join('/')}/`.startsWith(CONFIG_PREFIX.imports);

/** True for that folder and its files, but not for their reports. */
export const isImport = (name: string): boolean =>
  isBroughtAlong(name) && (!name.includes(sep) || importOf(name.split(sep).join('/')) !== undefined);

const keyOf = (name: string): string => CONFIG_PREFIX.content + name.split(sep).join('/');

const isWritten = (key: string): boolean => WRITTEN_BY_PUBLISH.some((written) => key.startsWith(written));

const readFiles = async (folder: string): Promise<ReadonlyMap<string, Uint8Array> | undefined> => {
  const entries = await unlessGone(readdir(folder, { recursive: true, withFileTypes: true }));
  const files = new Map<string, Uint8Array>();
  for (const path of pathsOf(entries ?? [])) {
    const name = relative(folder, path);
    // A file that was removed meanwhile counts as absent.
    const content = isMarketers(name) ? await unlessGone(readFile(path)) : undefined;
    if (content) files.set(keyOf(name), content);
  }
  return entries && files;
};

const pathsOf = (entries: readonly Dirent[]): readonly string[] =>
  entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

const holds = async (path: string, content: Uint8Array): Promise<boolean> => {
  const there = await unlessGone(readFile(path));
  return there !== undefined && Buffer.compare(there, content) === 0;
};

/** Replaces a file in one step, so that nobody reads half a report. */
const replace = async (path: string, content: Uint8Array): Promise<void> => {
  const passing = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(passing, content);
  await rename(passing, path);
};

const unlessGone = async <T>(reading: Promise<T>): Promise<T | undefined> => {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && GONE.has(String(error.code))) return undefined;
    throw error;
  }
};

const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);
