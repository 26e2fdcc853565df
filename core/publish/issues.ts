/**
 * Says in German and English what zod found: where, what is wrong, what is allowed, what was probably meant.
 */
import type * as z from 'zod';
import { allowedWords, closest } from './did-you-mean.ts';
import { NAMED_RULES } from './named-rules.ts';
import { error, type Finding, type Path, type Text } from './problem.ts';
import { bestBranch, type Issue, valueAt } from './union-branch.ts';

const TYPE_WORDS: Readonly<Record<string, Text>> = {
  string: { de: 'ein Text in Anführungszeichen', en: 'a text in quotation marks' },
  number: { de: 'eine Zahl', en: 'a number' },
  int: { de: 'eine ganze Zahl', en: 'a whole number' },
  boolean: { de: 'true oder false', en: 'true or false' },
  array: { de: 'eine Liste [ ... ]', en: 'a list [ ... ]' },
  object: { de: 'ein Objekt { ... }', en: 'an object { ... }' },
  record: { de: 'ein Objekt { ... }', en: 'an object { ... }' },
};

/** Parses by a schema; the output, or what is wrong with the value. */
export const parseValue = <T>(
  schema: z.ZodType<T>,
  value: unknown,
): Readonly<{ output: T } | { findings: readonly Finding[] }> => {
  const result = parsed(schema, value);
  return result.success ? { output: result.data } : { findings: explainAll(result.error.issues, [], value) };
};

/**
 * Zod measures whatever has a `length`, and throws where JavaScript cannot make a number of it because of
 * these names.
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
 * Zod does not tell which keys an object may have; they travel in the message of the issue, separated by
 * spaces.
 */
const allowedKeys = (issue: z.core.$ZodRawIssue): string | undefined => {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const shape = (issue.inst?._zod.def as { shape?: Readonly<Record<string, unknown>> } | undefined)?.shape;
  return Object.keys(shape ?? {}).join(' ');
};

/** A misspelt key makes two issues or more; the one that names the likely word is enough. */
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
          text(path, root, ruleText(issue.issues[0]?.message, path.at(-1), ['all', 'any', 'not', 'event'])),
          'key',
        ),
      ];
    default:
      return [error(path, text(path, root, whatIsWrong(issue, valueAt(root, path))), 'value')];
  }
};

const explainUnion = (
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  root: unknown,
): readonly Finding[] => {
  const value = valueAt(root, path);
  if (value === undefined) return [error(path, text(path, root, MISSING))];
  const best = bestBranch(issue.errors, value);
  if (best.kind === 'branch') return explainAll(best.issues, path, root);
  if (best.kind === 'no-form')
    return [error([...path, best.word], text(path, root, noForm(best.word, best.forms)), 'key')];
  return [
    error(
      path,
      text(
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
    text(path.slice(0, -1), root, {
      de: `„${key}“ ist hier unbekannt.${words.de}`,
      en: `"${key}" is unknown here.${words.en}`,
    }),
    'key',
  );
};

const noForm = (word: string | undefined, forms: readonly string[]): Text => {
  const words = allowedWords(word, forms);
  return {
    de:
      word === undefined
        ? `ist unvollständig. Gebraucht wird eines davon: ${forms.join(', ')}.`
        : `enthält „${word}“, das hier unbekannt ist.${words.de}`,
    en:
      word === undefined
        ? `is incomplete. It needs one of: ${forms.join(', ')}.`
        : `holds "${word}", which is unknown here.${words.en}`,
  };
};

const oneOf = (value: unknown, words: readonly string[], expected: readonly string[]): Text => {
  const kinds = expected.map((kind) => TYPE_WORDS[kind] ?? { de: kind, en: kind });
  const allowed = allowedWords(value, words);
  const or = (language: 'de' | 'en') =>
    kinds.length > 0
      ? ` ${language === 'de' ? 'Möglich' : 'Possible'}: ${[...new Set(kinds.map((kind) => kind[language]))].join(language === 'de' ? ' oder ' : ' or ')}.`
      : '';
  return {
    de: `ist nicht erlaubt: ${shown(value)}.${allowed.de}${or('de')}`,
    en: `is not allowed: ${shown(value)}.${allowed.en}${or('en')}`,
  };
};

const MISSING: Text = { de: 'fehlt.', en: 'is missing.' };

const whatIsWrong = (issue: Issue, value: unknown): Text => {
  if (value === undefined) return MISSING;
  const named = NAMED_RULES[issue.message];
  if (named) return ruleText(issue.message, value, []);
  switch (issue.code) {
    case 'invalid_type':
      return mustBe(TYPE_WORDS[issue.expected] ?? { de: issue.expected, en: issue.expected }, value);
    case 'invalid_value':
      return oneOf(value, issue.values.map(String), []);
    case 'too_small':
      return tooSmall(issue.origin, Number(issue.minimum) + (issue.inclusive === false ? 1 : 0));
    case 'too_big':
      return tooBig(issue.origin, Number(issue.maximum));
    default:
      return {
        de: `ist nicht erlaubt: ${shown(value)}.`,
        en: `is not allowed: ${shown(value)} (${issue.message}).`,
      };
  }
};

const mustBe = (wanted: Text, value: unknown): Text => ({
  de: `muss ${wanted.de} sein, ist aber ${shown(value)}.`,
  en: `must be ${wanted.en}, but is ${shown(value)}.`,
});

const tooSmall = (origin: string, bound: number): Text => {
  if (origin === 'array')
    return {
      de: `hat zu wenige Einträge. Mindestens: ${bound}.`,
      en: `has too few entries. At least: ${bound}.`,
    };
  if (origin === 'string')
    return {
      de: `ist zu kurz. Mindestens: ${bound} Zeichen.`,
      en: `is too short. At least: ${characters(bound)}.`,
    };
  return { de: `ist zu klein. Mindestens: ${bound}.`, en: `is too small. At least: ${bound}.` };
};

const tooBig = (origin: string, bound: number): Text => {
  if (origin === 'array')
    return {
      de: `hat zu viele Einträge. Höchstens: ${bound}.`,
      en: `has too many entries. At most: ${bound}.`,
    };
  if (origin === 'string')
    return {
      de: `ist zu lang. Höchstens: ${bound} Zeichen.`,
      en: `is too long. At most: ${characters(bound)}.`,
    };
  return { de: `ist zu groß. Höchstens: ${bound}.`, en: `is too large. At most: ${bound}.` };
};

const characters = (count: number): string => `${count} ${count === 1 ? 'character' : 'characters'}`;

const ruleText = (name: string | undefined, value: unknown, allowed: readonly string[]): Text => {
  const rule = (name === undefined ? undefined : NAMED_RULES[name]) ?? {
    de: 'ist nicht erlaubt.',
    en: 'is not allowed.',
  };
  const words = allowedWords(value, allowed);
  const given = typeof value === 'object' ? '' : `${shown(value)} `;
  return { de: `${given}${rule.de}${words.de}`, en: `${given}${rule.en}${words.en}` };
};

const SHOWN_CHARS = 60;

const shown = (value: unknown): string => {
  const json = JSON.stringify(value) ?? 'undefined';
  return json.length > SHOWN_CHARS ? `${json.slice(0, SHOWN_CHARS)}...` : json;
};

/** Begins with where it is: the step by its id, then the keys below it. */
const text = (path: Path, root: unknown, what: Text): Text => {
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
