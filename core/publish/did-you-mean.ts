/** Guesses which word a marketer meant: the nearest allowed word by edit distance. */
import type { Text } from './problem.ts';

/** A word with a larger share of wrong letters is no longer a typing error. */
const TOLERATED_SHARE = 0.4;
/** Longer lists are shortened in messages. */
const LISTED_WORDS = 40;

/** The nearest allowed word; undefined where none is near. */
export const closest = (word: string, allowed: readonly string[]): string | undefined => {
  const within = Math.max(1, Math.floor(word.length * TOLERATED_SHARE));
  let best: string | undefined;
  let bestDistance = within + 1;
  for (const candidate of allowed) {
    const found = distance(word.toLowerCase(), candidate.toLowerCase());
    if (found < bestDistance) {
      best = candidate;
      bestDistance = found;
    }
  }
  return best;
};

/** "Allowed: ...; did you mean ...?" as the end of a message; `meant` is the word by its meaning. */
export const allowedWords = (word: unknown, allowed: readonly string[], meant?: string): Text => {
  const near = meant ?? (typeof word === 'string' ? closest(word, allowed) : undefined);
  const list = allowed.slice(0, LISTED_WORDS).join(', ') + (allowed.length > LISTED_WORDS ? ', ...' : '');
  return {
    de: `${list ? ` Erlaubt: ${list}.` : ''}${near ? ` Meinten Sie „${near}“?` : ''}`,
    en: `${list ? ` Allowed: ${list}.` : ''}${near ? ` Did you mean "${near}"?` : ''}`,
  };
};

/** Insertions, deletions, substitutions and swapped neighbours count one each. */
const distance = (a: string, b: string): number => {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) row.push(cell({ a, b, i, j, row, previous, beforePrevious }));
    beforePrevious = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
};

type Cell = Readonly<{
  a: string;
  b: string;
  i: number;
  j: number;
  row: number[];
  previous: number[];
  beforePrevious: number[];
}>;

const cell = ({ a, b, i, j, row, previous, beforePrevious }: Cell): number => {
  const same = a[i - 1] === b[j - 1];
  const plain = Math.min(
    (previous[j] ?? 0) + 1,
    (row[j - 1] ?? 0) + 1,
    (previous[j - 1] ?? 0) + (same ? 0 : 1),
  );
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(plain, (beforePrevious[j - 2] ?? 0) + 1) : plain;
};
