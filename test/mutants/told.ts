/** Puts the results into lines: counts per folder, and every survivor with its place and its change. */
import { readFileSync } from 'node:fs';
import { inOneLine } from './equivalent.ts';
import type { Fate, Mutant, Result } from './mutant.ts';

const ORDER: readonly Fate[] = [
  'killed',
  'endless',
  'survived',
  'uncovered',
  'equivalent',
  'refused',
  'static',
];

/** Of those that could be noticed: neither equivalent, nor refused by types, nor gone before a test runs. */
export const tellFolder = (folder: string, results: readonly Result[]): string => {
  const count = (fate: Fate): number => results.filter((result) => result.fate === fate).length;
  const noticed = count('killed') + count('endless');
  const all = noticed + count('survived') + count('uncovered');
  const share = all === 0 ? 'nothing to notice' : `${((100 * noticed) / all).toFixed(1)} % noticed`;
  return `${folder}: ${share}; ${ORDER.map((fate) => `${fate} ${count(fate)}`).join(', ')}`;
};

export const tellSurvivors = (results: readonly Result[]): readonly string[] =>
  results
    .filter(({ fate }) => fate === 'survived' || fate === 'uncovered')
    .map(({ mutant, fate }) => {
      const note = fate === 'uncovered' ? ' (no test comes here)' : '';
      const change = `\n    - ${inOneLine(mutant.original)}\n    + ${inOneLine(mutant.replacement)}`;
      return `${mutant.file}:${mutant.line}${note}${change}`;
    });

const sources = new Map<string, readonly string[]>();

export const lineTextOf = ({ file, line }: Mutant): string => {
  const lines = sources.get(file) ?? readFileSync(file, 'utf8').split('\n');
  sources.set(file, lines);
  return lines[line - 1]?.trim() ?? '';
};
