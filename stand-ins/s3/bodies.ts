/**
 * Keeps the bodies of objects out of the memory: small ones stay where they are, all others lie in files, so
 * that a flood of payloads that are kept aside, or a file of a million rows, makes the process no larger.
 */
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Body = Readonly<{
  /** Bytes. */
  size: number;
  read: () => Uint8Array;
  /** The name of its file in the data folder; absent where the bytes are small, or nothing survives. */
  file?: string;
  drop: () => void;
}>;

export type Bodies = Readonly<{
  /** The body is in its file when this returns. */
  keep: (bytes: Uint8Array) => Body;
  /** A body of an earlier run, by the name of its file. */
  stored: (file: string, size: number) => Body;
  /** Removes the files that no object names: their call was never answered, or they were dropped. */
  tidy: (named: ReadonlySet<string>) => void;
  close: () => void;
}>;

/** Bodies up to this size, in bytes, cost less in memory than a file costs. */
const SMALL_BYTES = 2_048;

export const createBodies = (folder: string | undefined, run: number): Bodies =>
  folder === undefined ? inOneFile() : inFiles(join(folder, 'objects'), run);

const small = (bytes: Uint8Array): Body => ({ size: bytes.length, read: () => bytes, drop: () => {} });

/** One file for each body, whose name the journal holds. */
const inFiles = (folder: string, run: number): Bodies => {
  mkdirSync(folder, { recursive: true });
  let count = 0;
  const stored = (file: string, size: number): Body => ({
    size,
    file,
    read: () => readFileSync(join(folder, file)),
    drop: () => rmSync(join(folder, file), { force: true }),
  });
  return {
    keep: (bytes) => {
      if (bytes.length <= SMALL_BYTES) return small(bytes);
      count += 1;
      const file = `${run}-${count}`;
      writeFileSync(join(folder, file), bytes);
      return stored(file, bytes.length);
    },
    stored,
    tidy: (named) => {
      for (const file of readdirSync(folder)) if (!named.has(file)) rmSync(join(folder, file));
    },
    close: () => {},
  };
};

/**
 * One file for all bodies of a system that keeps nothing. It has no name from the moment on at which it is
 * open, so it goes with the process, however that ends.
 */
const inOneFile = (): Bodies => {
  let file: number | undefined;
  let end = 0;
  const write = (bytes: Uint8Array): number => {
    file ??= nameless();
    const start = end;
    for (let done = 0; done < bytes.length; )
      done += writeSync(file, bytes, done, bytes.length - done, start + done);
    end += bytes.length;
    return start;
  };
  const readAt = (start: number, size: number): Uint8Array => {
    const bytes = Buffer.allocUnsafeSlow(size);
    for (let done = 0; done < size && file !== undefined; )
      done += readSync(file, bytes, done, size - done, start + done);
    return bytes;
  };
  return {
    keep: (bytes) => {
      if (bytes.length <= SMALL_BYTES) return small(bytes);
      const [size, start] = [bytes.length, write(bytes)];
      return { size, read: () => readAt(start, size), drop: () => {} };
    },
    stored: (name) => {
      throw new Error(`No file ${name}: this system keeps nothing across its end.`);
    },
    tidy: () => {},
    close: () => {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
};

const nameless = (): number => {
  const folder = mkdtempSync(join(tmpdir(), 'stammkunde-bodies-'));
  const file = openSync(join(folder, 'bodies'), 'w+');
  // Windows removes no open file; there the folder stays for the system to clean up.
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {}
  return file;
};
