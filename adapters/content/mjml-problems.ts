/** The problems that a template can have, in German and in English. */

import type { Place, Text } from '../../core/publish/problem.ts';

export type Finding = Place & Readonly<{ message: Text }>;

/** 1-based line and column of an offset. */
export const placeOf = (source: string, offset: number): Place => {
  const before = source.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
};

/** Line and column of the first character in a line, for findings that have only the line. */
export const placeOfLine = (source: string, line: number): Place => {
  const text = source.split('\n')[line - 1] ?? '';
  return { line: Math.max(1, line), column: text.length - text.trimStart().length + 1 };
};

type Rule = Readonly<{ pattern: RegExp; say: (...parts: string[]) => Text }>;

/** Translates the library's English message by the first rule that fits. */
const translate = (rules: readonly Rule[], library: string, message: string): Text => {
  for (const { pattern, say } of rules) {
    const match = pattern.exec(message);
    if (match) return say(...match.slice(1).map((part) => part ?? ''));
  }
  return { de: `${library} meldet: ${message}`, en: `${library} says: ${message}` };
};

const MJML_RULES: readonly Rule[] = [
  {
    pattern: /^Element (\S+) doesn't exist/,
    say: (tag) => ({
      de: `Das Element <${tag}> gibt es nicht. Prüfen Sie die Schreibweise; die Elemente von MJML beginnen mit „mj-“.`,
      en: `There is no element <${tag}>. Check the spelling; MJML's elements start with "mj-".`,
    }),
  },
  {
    pattern: /^Attributes? (.+?) (?:is|are) illegal/,
    say: (names) => ({
      de: `Das Attribut „${names}“ gibt es an diesem Element nicht. Entfernen Sie es oder prüfen Sie die Schreibweise.`,
      en: `This element has no attribute "${names}". Remove it or check the spelling.`,
    }),
  },
  {
    pattern: /^(\S+) cannot be used inside (\S+), only inside: (.+)$/,
    say: (tag, parent, allowed) => ({
      de: `<${tag}> darf nicht in <${parent}> stehen, nur in: ${allowed}.`,
      en: `<${tag}> may not stand inside <${parent}>, only inside: ${allowed}.`,
    }),
  },
  {
    pattern: /^Attribute (\S+) has invalid value: (.*?) for type (.+?)\s*$/,
    say: (name, value, type) => ({
      de: `Der Wert „${value}“ passt nicht zum Attribut „${name}“; erwartet wird: ${type}.`,
      en: `The value "${value}" does not fit the attribute "${name}"; expected: ${type}.`,
    }),
  },
  {
    pattern: /^(?:Parsing failed|Malformed MJML)/,
    say: () => ({
      de: 'Das ist kein vollständiges MJML. Eine Vorlage beginnt mit <mjml>, enthält <mj-head> und <mj-body> und endet mit </mjml>.',
      en: 'This is not a whole MJML document. A template starts with <mjml>, holds <mj-head> and <mj-body>, and ends with </mjml>.',
    }),
  },
];

export const mjmlMessage = (message: string): Text => translate(MJML_RULES, 'MJML', message);

const LIQUID_RULES: readonly Rule[] = [
  {
    pattern: /^undefined variable: (.+)$/,
    say: (name) => ({ de: `Die Variable „${name}“ gibt es nicht.`, en: `There is no variable "${name}".` }),
  },
  {
    pattern: /^undefined filter: (.+)$/,
    say: (name) => ({
      de: `Den Filter „${name}“ gibt es hier nicht. Geld und Daten sind schon fertig geschrieben und brauchen keinen Filter.`,
      en: `There is no filter "${name}" here. Money and dates arrive finished and need no filter.`,
    }),
  },
  {
    pattern: /^tag "(.+)" not found$/,
    say: (name) => ({
      de: `Den Befehl {% ${name} %} gibt es nicht, oder er steht an falscher Stelle (etwa ein Ende ohne Anfang). Andere Dateien lassen sich nicht einbinden.`,
      en: `There is no tag {% ${name} %}, or it stands in the wrong place (an end without its start, say). Other files cannot be included.`,
    }),
  },
  {
    pattern: /^(tag|output) (.+) not closed$/,
    say: (_kind, tag) => ({ de: `${tag} wird nicht geschlossen.`, en: `${tag} is not closed.` }),
  },
  {
    pattern: /^(?:template render|memory alloc|parse length) limit exceeded/,
    say: () => ({
      de: 'Die Vorlage ist zu aufwendig: zu lang, oder eine Schleife läuft zu oft.',
      en: 'The template takes too much: it is too long, or a loop runs too often.',
    }),
  },
];

export const liquidMessage = (message: string): Text => translate(LIQUID_RULES, 'Liquid', message);
