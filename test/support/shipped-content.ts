/** The content that a new shop starts with, compiled as publishing does. */
import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { compileTemplate } from '../../adapters/content/mjml.ts';
import type { CompiledTemplate } from '../../core/program/program.ts';
import { compileProgram } from '../../core/publish/compile-program.ts';
import { gatherContent } from '../../functions/publish-program/gather.ts';
import { SHIPPED } from './local-system.ts';

/** The whole folder as a program, or its problems. */
export const shippedProgram = async (now = 0) => {
  const entries = (await readdir(SHIPPED, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => relative(SHIPPED, join(entry.parentPath, entry.name)));
  const folder = {
    list: async () => paths.map((path) => ({ path, bytes: 0 })),
    read: (path: string) => readFile(join(SHIPPED, path), 'utf8'),
  };
  return compileProgram(await gatherContent(folder), { seq: 1, now });
};

/** The shared building blocks, by the name of their file without its ending. */
export const shippedBlocks = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(join(SHIPPED, 'blocks'))
      .filter((file) => file.endsWith('.mjml'))
      .map((file) => [file.replace(/\.mjml$/, ''), readFileSync(join(SHIPPED, 'blocks', file), 'utf8')]),
  );

/** One mail in both languages. */
export const shippedTemplate = async (name: string): Promise<CompiledTemplate> => {
  const read = (language: string) =>
    readFileSync(join(SHIPPED, 'templates', `${name}.${language}.mjml`), 'utf8');
  const result = await compileTemplate(name, { de: read('de'), en: read('en') }, shippedBlocks());
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.template;
};
