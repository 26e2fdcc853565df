/**
 * Explains in German and English what zod found: the place, the fault, the allowed values, and the likely
 * word.
 */
import type * as z from 'zod';
import { allowedWords, closest } from './did-you-mean.ts';
import { placed } from './issue-place.ts';
import { MISSING, noForm, oneOf, ruleText, whatIsWrong } from './issue-words.ts';
import { error, type Finding, type Path } from './problem.ts';
import { bestBranch, type Issue, valueAt } from './union-branch.ts';

/** Parses a value by a schema; returns the output, or what is wrong with the value. */
export const parseValue = <T>(
  schema: z.ZodType<T>,
  value: unknown,
): Readonly<{ output: T } | { findings: readonly Finding[] }> => {
  const result = parsed(schema, value);
  return result.success ? { output: result.data } : { findings: explainAll(result.error.issues, [], value) };
};

/**
 * Parses without throwing. Zod measures every value that has a `length`, and throws where these key names
 * keep JavaScript from making a number of it.
 */
const parsed = <T>(schema: z.ZodType<T>, value: unknown): z.ZodSafeParseResult<T> => {
  try {
    return schema.safeParse(value, { error: allowedKeys });
  } catch {
    return schema.safeParse(withoutTraps(value), { error: allowedKeys });
  }
};

const withoutTraps = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
    key === 'toString' || key === 'valueOf' ? undefined : inner,
  );

/**
 * Zod does not report which keys an object may have, so they travel in the issue's message, separated by
 * spaces.
 */
const allowedKeys = (issue: z.core.$ZodRawIssue): string | undefined => {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const shape = (issue.inst?._zod.def as { shape?: Readonly<Record<string, unknown>> } | undefined)?.shape;
  return Object.keys(shape ?? {}).join(' ');
};

/** A misspelt key causes two or more issues; the one that names the likely word is enough. */
const explainAll = (issues: readonly Issue[], base: Path, root: unknown): readonly Finding[] => {
  const misspelt = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: issue.path as Path, meant: closest(key, issue.message.split(' ')) }))
      : [],
  );
  const follows = ({ code, path, message }: Issue): boolean =>
    misspelt.some(
      (key) =>
        (code === 'custom' && message === 'test-empty' && samePath(path as Path, key.path)) ||
        (valueAt(root, [...base, ...(path as Path)]) === undefined &&
          key.meant !== undefined &&
          samePath(path as Path, [...key.path, key.meant])),
    );
  return issues.filter((issue) => !follows(issue)).flatMap((issue) => explain(issue, base, root));
};

const samePath = (a: Path, b: Path): boolean =>
  a.length === b.length && a.every((part, index) => part === b[index]);

const explain = (issue: Issue, base: Path, root: unknown): readonly Finding[] => {
  const path = [...base, ...(issue.path as Path)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey([...path, key], root, issue.message.split(' ')));
    case 'invalid_union':
      return explainUnion(issue, path, root);
    case 'invalid_key':
      return [
        error(
          path,
          placed(
            path,
            root,
            ruleText(issue.issues[0]?.message, path.at(-1), ['all', 'any', 'not', 'event', 'segment']),
          ),
          'key',
        ),
      ];
    default:
      return [error(path, placed(path, root, whatIsWrong(issue, valueAt(root, path))), 'value')];
  }
};

const explainUnion = (
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  root: unknown,
): readonly Finding[] => {
  const value = valueAt(root, path);
  if (value === undefined) return [error(path, placed(path, root, MISSING))];
  const best = bestBranch(issue.errors, value);
  if (best.kind === 'branch') return explainAll(best.issues, path, root);
  if (best.kind === 'no-form')
    return [error([...path, best.word], placed(path, root, noForm(best.word, best.forms)), 'key')];
  return [
    error(
      path,
      placed(
        path,
        root,
        best.forms.length > 0 ? noForm(undefined, best.forms) : oneOf(value, best.words, best.expected),
      ),
    ),
  ];
};

const unknownKey = (path: Path, root: unknown, allowed: readonly string[]): Finding => {
  const key = String(path.at(-1));
  const words = allowedWords(
    key,
    allowed.filter((word) => word !== '' && word !== '$schema'),
  );
  return error(
    path,
    placed(path.slice(0, -1), root, {
      de: `„${key}“ ist hier unbekannt.${words.de}`,
      en: `"${key}" is unknown here.${words.en}`,
    }),
    'key',
  );
};
