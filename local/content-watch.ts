/** The content folder as the config bucket: copied at the start and whenever a file is saved. */
import { watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { CONFIG_PREFIX } from '../contract/bucket.ts';

/** Editors write a file in several moves; one save is one publish. Real time. */
const SETTLE_MS = 200;

/** What publishing writes beside the files; it belongs to the bucket and not to the folder. */
const WRITTEN_BY_PUBLISH = [CONFIG_PREFIX.report, CONFIG_PREFIX.schema];

export type ContentBucket = Readonly<{
  keys: () => readonly string[];
  get: (key: string) => Uint8Array | undefined;
  put: (key: string, content: Uint8Array) => void;
  remove: (key: string) => void;
}>;

/** Makes the bucket's content equal to the folder's. True: something was different. */
export const copyContent = async (folder: string, bucket: ContentBucket): Promise<boolean> => {
  const files = await readFiles(folder);
  let changed = false;
  for (const [key, content] of files) {
    const before = bucket.get(key);
    if (before && Buffer.compare(before, content) === 0) continue;
    bucket.put(key, content);
    changed = true;
  }
  for (const key of bucket.keys()) {
    if (!key.startsWith(CONFIG_PREFIX.content) || isPublished(key) || files.has(key)) continue;
    bucket.remove(key);
    changed = true;
  }
  return changed;
};

/** Calls `saved` once things have calmed down after a change. Answers what stops the watching. */
export const watchContent = (folder: string, saved: () => void): (() => void) => {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(folder, { recursive: true }, (_kind, name) => {
    if (name !== null && !isContent(name)) return;
    clearTimeout(timer);
    timer = setTimeout(saved, SETTLE_MS);
  });
  // A folder that disappears under the watcher is reported by the next publish.
  watcher.on('error', saved);
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
};

const readFiles = async (folder: string): Promise<ReadonlyMap<string, Uint8Array>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = new Map<string, Uint8Array>();
  for (const path of paths.sort()) {
    const name = relative(folder, path);
    const key = CONFIG_PREFIX.content + name.split(sep).join('/');
    if (isContent(name) && !isPublished(key)) files.set(key, await readFile(path));
  }
  return files;
};

const isPublished = (key: string): boolean => WRITTEN_BY_PUBLISH.some((written) => key.startsWith(written));

/** Hidden files and what editors leave lying about while they save are nobody's content. */
const isContent = (name: string): boolean =>
  !name.split(sep).some((part) => part.startsWith('.')) && !/(~|\.swp|\.tmp|\.bak)$/.test(name);
