/** The rules and invariants of core/RULES.md by number, each with its sentence. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const FILE = resolve(import.meta.dirname, '../../core/RULES.md');

/** The sentences by the number in the first column: `5` for rule 5, `I9` for an invariant. */
export const readRules = (): ReadonlyMap<string, string> =>
  new Map(
    [...readFileSync(FILE, 'utf8').matchAll(/^\| (I?\d+) \| (.+) \|$/gm)].map(
      ([, number = '', sentence = '']) => [number, sentence],
    ),
  );

/** The numbers that a text cites: `rule 5`, `rules 3 and 7`, `I9`. */
export const citedIn = (text: string): readonly string[] => {
  const lists = [...text.matchAll(/\brules? (\d+(?:(?:, and |, | and |, or | or )\d+)*)/gi)];
  const rules = lists.flatMap(([, list = '']) => list.match(/\d+/g) ?? []);
  return [...rules, ...(text.match(/\bI\d{1,2}\b/g) ?? [])];
};
