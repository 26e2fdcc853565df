/**
 * Brings in the files under imports/ of the content folder when they are saved, as their arrival in the
 * bucket would, and writes each report beside its file.
 */
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CONFIG_PREFIX, importOf, importRejectionsOf, importReportOf } from '../contract/bucket.ts';
import type { ImportReport } from '../platforms/exports/report.ts';
import { LOCAL } from '../stand-ins/names.ts';
import type { StandIns } from '../stand-ins/stand-ins.ts';

type Wiring = Readonly<{
  folder: string;
  s3: StandIns['s3'];
  importHistory: (event: object) => Promise<ImportReport | undefined>;
  /** Works off what waits in the queues. */
  settle: () => Promise<void>;
  print: (line: string) => void;
}>;

export type Imports = Readonly<{
  /** Brings in every file that is new or was saved again. */
  run: () => Promise<void>;
  /** True while a file is brought in, so that inputs keep arriving. */
  running: () => boolean;
}>;

/** Lambda tries an asynchronous invocation three times in all. */
const ATTEMPTS = 3;
const FOLDER = CONFIG_PREFIX.imports.slice(0, -1);

export const createImports = (wiring: Wiring): Imports => {
  const saved = new Map<string, number>();
  let running = false;
  const run = async (): Promise<void> => {
    for (const name of await filesIn(join(wiring.folder, FOLDER))) {
      const path = join(wiring.folder, FOLDER, name);
      const [{ mtimeMs }, body] = [await stat(path), await readFile(path)];
      if (saved.get(name) === mtimeMs) continue;
      const isAgain = saved.has(name);
      saved.set(name, mtimeMs);
      running = true;
      try {
        await take(wiring, { name, body, isAgain });
      } finally {
        running = false;
      }
    }
  };
  return { run, running: () => running };
};

const filesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    const names = await readdir(folder);
    return names.filter((name) => importOf(CONFIG_PREFIX.imports + name) !== undefined).toSorted();
  } catch {
    return [];
  }
};

type Saved = Readonly<{ name: string; body: Uint8Array; isAgain: boolean }>;

/**
 * A file that is in the bucket already was put there before a kill: its report says how far it has come. One
 * that was saved again is put there anew.
 */
const take = async (wiring: Wiring, { name, body, isAgain }: Saved): Promise<void> => {
  const { folder, s3, settle, print } = wiring;
  const key = CONFIG_PREFIX.imports + name;
  const before = s3.get(LOCAL.configBucket, key);
  if (isAgain || !before || Buffer.compare(before.body, body) !== 0)
    s3.put({ bucket: LOCAL.configBucket, key, body });
  const writing = createWriter(join(folder, importReportOf(key)));
  const others = new Map<string, Writer>();
  const beside = (other: string): void => {
    const body = s3.get(LOCAL.configBucket, other)?.body;
    const writer = others.get(other) ?? createWriter(join(folder, other));
    others.set(other, writer);
    if (body) writer.write(body);
  };
  const stop = s3.subscribe((change) => {
    if (isRejections(key, change.key)) beside(change.key);
    const report = change.key === importReportOf(key) && s3.get(LOCAL.configBucket, change.key)?.body;
    // Who reads that it is done finds everybody there.
    if (report && !isDone(report)) writing.write(report);
  });
  try {
    const working = invoke(wiring, key);
    await whileWorking(working, settle);
    const report = await working;
    await settle();
    const left = s3.get(LOCAL.configBucket, importReportOf(key))?.body;
    if (left) writing.write(left);
    if (report) print(inWords(name, report));
  } catch (error) {
    print(`imports/${name}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    stop();
    await writing.done();
    for (const writer of others.values()) await writer.done();
  }
};

/** The lists of rejections that the report of this file has no room for. */
const isRejections = (key: string, other: string): boolean =>
  other === importRejectionsOf(key, Number(/-(\d+)\.json$/.exec(other)?.[1]));

const isDone = (report: Uint8Array): boolean =>
  (JSON.parse(Buffer.from(report).toString('utf8')) as ImportReport).state === 'done';

const invoke = async ({ importHistory }: Wiring, key: string): Promise<ImportReport | undefined> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await importHistory({ detail: { object: { key } } });
    } catch (error) {
      if (attempt >= ATTEMPTS) throw error;
    }
  }
};

/** The queue is worked off while it is filled, as in the cloud. */
const whileWorking = async (working: Promise<unknown>, settle: () => Promise<void>): Promise<void> => {
  let isOver = false;
  const over = working.then(
    () => {
      isOver = true;
    },
    () => {
      isOver = true;
    },
  );
  while (!isOver) {
    await settle();
    await Promise.race([over, new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))]);
  }
};

const LOOK_EVERY_MS = 20;

type Writer = Readonly<{ write: (report: Uint8Array) => void; done: () => Promise<void> }>;

/** Replaces the report in one step each time, so that nobody reads half of it. */
const createWriter = (path: string): Writer => {
  let last: Promise<void> = Promise.resolve();
  const write = async (report: Uint8Array): Promise<void> => {
    const passing = `${path}.${process.pid}.tmp`;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(passing, report);
    await rename(passing, path);
  };
  return {
    write: (report) => {
      // A folder that can only be read is still brought in.
      last = last.then(() => write(report)).catch(() => {});
    },
    done: () => last,
  };
};

const inWords = (name: string, { rows, taken, skipped, rejectedRows }: ImportReport): string =>
  `imports/${name}: ${rows} rows, ${taken} taken, ${skipped} skipped, ${rejectedRows} rejected. / ${rows} Zeilen, ${taken} übernommen, ${skipped} schon bekannt, ${rejectedRows} abgelehnt.`;
