/**
 * Mutants that change nothing anybody could notice, each with its reason, in equivalent/*.json. An entry
 * names a mutant by the text of the line it begins in, so that it survives edits elsewhere in the file.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Mutant } from './mutant.ts';

const FOLDER = join(import.meta.dirname, 'equivalent');

const entrySchema = z.strictObject({
  file: z.string(),
  /** The trimmed text of the line in which the mutant begins. */
  line: z.string(),
  original: z.string(),
  mutant: z.string(),
  reason: z.string().min(10),
});
export type Entry = z.infer<typeof entrySchema>;

export const readEquivalent = (): readonly Entry[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .flatMap((name) => z.array(entrySchema).parse(JSON.parse(readFileSync(join(FOLDER, name), 'utf8'))));

export const names = (entry: Entry, mutant: Mutant, lineText: string): boolean =>
  entry.file === mutant.file &&
  entry.line === lineText &&
  entry.original === inOneLine(mutant.original) &&
  entry.mutant === inOneLine(mutant.replacement);

/** Longer texts are told apart well enough by how they begin. */
const SHOWN_MAX = 200;

export const inOneLine = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > SHOWN_MAX ? `${line.slice(0, SHOWN_MAX)} …` : line;
};
