/** Compiles a content folder on this machine as publishing does, without changing anything. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { textOf } from '../adapters/buckets/config-bucket.ts';
import type { Program } from '../core/program/program.ts';
import { compileProgram } from '../core/publish/compile-program.ts';
import { classify } from '../core/publish/paths.ts';
import type { Problem } from '../core/publish/problem.ts';
import type { Instant } from '../core/time/instant.ts';
import { gatherContent } from '../functions/publish-program/gather.ts';

export type Compiled = Readonly<{ program?: Program; problems: readonly Problem[] }>;

/** `now` is when it is published: who fulfils a trigger before that comes in by the walk over everybody. */
export const compileFolder = async (folder: string, now: Instant): Promise<Compiled> => {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const entries = found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => classify(path).kind !== 'ignored')
    .map((path) => ({ path, bytes: 0 }));
  const read = async (path: string) => textOf(await readFile(join(folder, path)));
  return compileProgram(await gatherContent({ list: async () => entries, read }), {
    seq: 1,
    now,
    alone: true,
  });
};
