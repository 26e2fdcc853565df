/** Finds which of the forms of a value its writer meant, so that messages explain that form only. */
import type * as z from 'zod';
import type { Path } from './problem.ts';

export type Issue = z.core.$ZodIssue;

export type Guess =
  /** This form was meant; `issues` are its faults. */
  | Readonly<{ kind: 'branch'; issues: readonly Issue[] }>
  /** No form could be recognised, and this word is in none of them. */
  | Readonly<{ kind: 'no-form'; word: string; forms: readonly string[] }>
  /** Nothing shows which form was meant. */
  | Readonly<{
      kind: 'none';
      forms: readonly string[];
      words: readonly string[];
      expected: readonly string[];
    }>;

/** The likeliest form: the one with the fewest faults at its surface; faults deeper inside do not count. */
export const bestBranch = (branches: readonly (readonly Issue[])[], value: unknown): Guess => {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const fitting = branches.filter((issues) => !issues.some(isOtherKind));
  const [only] = fitting;
  if (!isObject)
    return fitting.length === 1 && only ? { kind: 'branch', issues: only } : scalarGuess(branches);
  const forms = [...new Set(fitting.flatMap((issues) => missingKeys(issues, value)))];
  const ranked = fitting
    .map((issues) => ({ issues, cost: surfaceFaults(issues) }))
    .sort((a, b) => a.cost - b.cost);
  const best = ranked[0];
  if (!best) return scalarGuess(branches);
  const unknown = best.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  );
  const ownKeyMissing = missingKeys(best.issues, value).some((key) => key !== 'id');
  if (!ownKeyMissing || forms.length < 2) return { kind: 'branch', issues: best.issues };
  const own = forms.filter((key) => !['id', 'then', 'when'].includes(key));
  return unknown[0] === undefined ? tieGuess(ranked, own) : { kind: 'no-form', word: unknown[0], forms: own };
};

export const valueAt = (root: unknown, path: Path): unknown => {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[key];
  }
  return value;
};

/** True where the value as a whole is of another type than this form. */
const isOtherKind = (issue: Issue): boolean =>
  issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');

const tieGuess = (
  ranked: readonly Readonly<{ issues: readonly Issue[]; cost: number }>[],
  forms: readonly string[],
): Guess => {
  const [first, second] = ranked;
  return first && (!second || first.cost < second.cost)
    ? { kind: 'branch', issues: first.issues }
    : { kind: 'none', forms, words: [], expected: [] };
};

const scalarGuess = (branches: readonly (readonly Issue[])[]): Guess => {
  const issues = branches.flat().filter((issue) => issue.path.length === 0);
  const words = issues.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values.map(String) : []));
  const expected = issues.flatMap((issue) => (issue.code === 'invalid_type' ? [issue.expected] : []));
  return { kind: 'none', forms: [], words, expected };
};

const missingKeys = (issues: readonly Issue[], value: unknown): readonly string[] =>
  issues
    .filter((issue) => issue.path.length === 1 && valueAt(value, issue.path as Path) === undefined)
    .map((issue) => String(issue.path[0]));

const surfaceFaults = (issues: readonly Issue[]): number =>
  issues.reduce((sum, issue) => {
    if (issue.code === 'unrecognized_keys' && issue.path.length === 0) return sum + issue.keys.length;
    return sum + (issue.path.length <= 1 ? 1 : 0);
  }, 0);
