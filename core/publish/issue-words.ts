/** Writes what is wrong with one value, in German and English, without its place. */
import { allowedWords } from './did-you-mean.ts';
import { meantDuration } from './meant-duration.ts';
import { NAMED_RULES } from './named-rules.ts';
import type { Text } from './problem.ts';
import type { Issue } from './union-branch.ts';

const TYPE_WORDS: Readonly<Record<string, Text>> = {
  string: { de: 'ein Text in Anführungszeichen', en: 'a text in quotation marks' },
  number: { de: 'eine Zahl', en: 'a number' },
  int: { de: 'eine ganze Zahl', en: 'a whole number' },
  boolean: { de: 'true oder false', en: 'true or false' },
  array: { de: 'eine Liste [ ... ]', en: 'a list [ ... ]' },
  object: { de: 'ein Objekt { ... }', en: 'an object { ... }' },
  record: { de: 'ein Objekt { ... }', en: 'an object { ... }' },
};

export const noForm = (word: string | undefined, forms: readonly string[]): Text => {
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

export const oneOf = (value: unknown, words: readonly string[], expected: readonly string[]): Text => {
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

export const MISSING: Text = { de: 'fehlt.', en: 'is missing.' };

export const whatIsWrong = (issue: Issue, value: unknown): Text => {
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

export const ruleText = (name: string | undefined, value: unknown, allowed: readonly string[]): Text => {
  const rule = (name === undefined ? undefined : NAMED_RULES[name]) ?? {
    de: 'ist nicht erlaubt.',
    en: 'is not allowed.',
  };
  const meant =
    (name === 'duration' || name === 'since-start') && typeof value === 'string'
      ? meantDuration(value)
      : undefined;
  const words = allowedWords(value, allowed, meant);
  const given = typeof value === 'object' ? '' : `${shown(value)} `;
  return { de: `${given}${rule.de}${words.de}`, en: `${given}${rule.en}${words.en}` };
};

const SHOWN_CHARS = 60;

const shown = (value: unknown): string => {
  const json = JSON.stringify(value) ?? 'undefined';
  return json.length > SHOWN_CHARS ? `${json.slice(0, SHOWN_CHARS)}...` : json;
};
