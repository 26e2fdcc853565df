/** Reads content/changes/README.md and does what it says to a copy of the shipped content, as a reader would. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { compileProgram } from '../../../core/publish/compile-program.ts';
import type { Problem } from '../../../core/publish/problem.ts';
import { gatherContent } from '../../../functions/publish-program/gather.ts';
import { SHIPPED } from '../../support/local-system.ts';

type Files = Map<string, string>;
type Act = (files: Files) => void;
export type Change = Readonly<{ title: string; acts: readonly Act[] }>;

const BLOCK = '```(?:json|html)\\n([\\s\\S]*?)\\n```';
const SAYS = new RegExp(
  [
    `In \`([^\`]+)\` replace\\n\\n${BLOCK}\\n\\nby\\n\\n${BLOCK}`,
    `New file \`([^\`]+)\`\\n\\n${BLOCK}`,
    'opy `([^`]+)` to `([^`]+)`',
    'and `([^`]+)` to `([^`]+)`',
  ].join('|'),
  'g',
);

const replacing =
  (path: string, before: string, after: string): Act =>
  (files) => {
    const text = files.get(path) ?? '';
    if (!text.includes(before)) throw new Error(`${path} does not hold ${before}`);
    files.set(
      path,
      text.replace(before, () => after),
    );
  };

const copying =
  (from: string, to: string): Act =>
  (files) => {
    const text = files.get(from);
    if (text === undefined) throw new Error(`there is no ${from}`);
    files.set(to, text);
  };

const actOf = (found: readonly (string | undefined)[]): Act => {
  const [, path, before, after, added, text, from, to, also, there] = found;
  if (path !== undefined) return replacing(path, before ?? '', after ?? '');
  if (added !== undefined) return (files) => void files.set(added, text ?? '');
  return copying(from ?? also ?? '', to ?? there ?? '');
};

export const CHANGES: readonly Change[] = readFileSync(join(SHIPPED, 'changes/README.md'), 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((section) => ({
    title: section.split('\n')[0] ?? '',
    acts: [...section.matchAll(SAYS)].map(actOf),
  }));

const shippedFiles = (): Files =>
  new Map(
    readdirSync(SHIPPED, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(SHIPPED, path), readFileSync(path, 'utf8')]),
  );

/** What publishing has to say after the change; the shipped content alone has nothing against it. */
export const publishedWith = async (acts: readonly Act[]): Promise<readonly Problem[]> => {
  const files = shippedFiles();
  for (const act of acts) act(files);
  const folder = {
    list: async () => [...files.keys()].map((path) => ({ path, bytes: 0 })),
    read: async (path: string) => files.get(path) ?? '',
  };
  return compileProgram(await gatherContent(folder), { seq: 1, now: 0 }).problems;
};
