/**
 * Writes where in a file something is wrong, in German and English: the step by its id, then the keys below
 * it.
 */
import type { Path, Text } from './problem.ts';
import { valueAt } from './union-branch.ts';

/** The problem `what` with its place in front. */
export const placed = (path: Path, root: unknown, what: Text): Text => {
  const step = innermostStep(path, root);
  const keys = dotted(path.slice(step?.depth ?? 0));
  const place = (word: string, open: string, close: string) =>
    [step ? `${word} ${open}${step.id}${close}` : '', keys].filter((part) => part !== '').join(', ');
  const de = place('Schritt', '„', '“');
  const en = place('Step', '"', '"');
  return { de: de ? `${de}: ${what.de}` : what.de, en: en ? `${en}: ${what.en}` : what.en };
};

const innermostStep = (path: Path, root: unknown): Readonly<{ id: string; depth: number }> | undefined => {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const value = valueAt(root, path.slice(0, depth));
    const isStep =
      typeof path[depth - 1] === 'number' && typeof value === 'object' && value !== null && 'id' in value;
    if (isStep && typeof value.id === 'string') return { id: value.id, depth };
  }
  return undefined;
};

const dotted = (path: Path): string =>
  path.reduce<string>(
    (soFar, part) =>
      typeof part === 'number' ? `${soFar}[${part + 1}]` : soFar === '' ? part : `${soFar}.${part}`,
    '',
  );
