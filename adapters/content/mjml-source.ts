/**
 * Prepares a template's source: removes comments, hides Liquid from MJML, and finds mistakes that MJML would
 * silently forgive.
 */
import { type Finding, placeOf } from './mjml-problems.ts';

/** A Liquid tag or output. */
const LIQUID = /\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g;
/** Private-use characters that no template has a reason to contain. */
const MARK = /\ue000(\d+)\ue001/g;

export type Hidden = Readonly<{
  mjml: string;
  pieces: readonly Readonly<{ text: string; offset: number }>[];
}>;

/**
 * Removes comments, which belong to the marketers' file only. Line breaks remain, so that every place keeps
 * its line.
 */
export const withoutComments = (source: string): string =>
  source
    .replace(/<!--(?!\[if|<!\[endif)[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '))
    .replace(/[\ue000\ue001]/g, ' ');

/**
 * Replaces Liquid by marks, so that quotes, angle brackets and the check of attribute values do not see it.
 */
export const hideLiquid = (source: string): Hidden => {
  const pieces: { text: string; offset: number }[] = [];
  const mjml = source.replace(LIQUID, (text, offset: number) => {
    pieces.push({ text, offset });
    return `\ue000${pieces.length - 1}\ue001${text.replace(/[^\n]/g, '')}`;
  });
  return { mjml, pieces };
};

export const showLiquid = (text: string, { pieces }: Hidden): string =>
  text.replace(MARK, (_mark, index: string) => pieces[Number(index)]?.text ?? '');

/** Where in the source an offset of the hidden text lies. */
export const sourceOffset = ({ pieces }: Hidden, hiddenOffset: number): number => {
  let grown = 0;
  for (const [index, { text, offset }] of pieces.entries()) {
    if (offset - grown >= hiddenOffset) break;
    grown += text.length - `\ue000${index}\ue001${text.replace(/[^\n]/g, '')}`.length;
  }
  return hiddenOffset + grown;
};

/** Indexes of the hidden pieces that a text still contains. */
export const marksIn = (text: string): ReadonlySet<number> =>
  new Set([...text.matchAll(MARK)].map((match) => Number(match[1])));

/** Problems of the MJML that its own check does not find. */
export const findStructureProblems = (mjml: string): readonly Finding[] => [
  ...forbidden(mjml),
  ...unbalanced(mjml),
];

const FORBIDDEN = /<(mj-include|script|iframe|object|embed|form|input)\b/gi;

const forbidden = (mjml: string): readonly Finding[] =>
  [...mjml.matchAll(FORBIDDEN)].map((match) => ({
    ...placeOf(mjml, match.index),
    message: {
      de: `<${match[1]}> ist in Vorlagen nicht erlaubt: Mails führen nichts aus, und jede Vorlage ist eine einzige Datei. Entfernen Sie es.`,
      en: `<${match[1]}> is not allowed in templates: mails run nothing, and each template is a single file. Remove it.`,
    },
  }));

type Open = Readonly<{ tag: string; offset: number }>;

/** Finds mj- elements that are not closed in order: MJML silently drops everything after one. */
const unbalanced = (mjml: string): readonly Finding[] => {
  const open: Open[] = [];
  for (const match of mjml.matchAll(/<(\/?)(mj[a-z-]*)\b(?:"[^"]*"|'[^']*'|[^"'>])*?(\/?)>/g)) {
    const [, closing = '', tag = '', selfClosing = ''] = match;
    if (selfClosing) continue;
    if (!closing) {
      open.push({ tag, offset: match.index });
      continue;
    }
    if (open.at(-1)?.tag !== tag) return [mismatch(mjml, { tag, offset: match.index }, open.at(-1))];
    open.pop();
  }
  const last = open.at(-1);
  return last ? [neverClosed(mjml, last)] : [];
};

const mismatch = (mjml: string, end: Open, open: Open | undefined): Finding => {
  if (open) return neverClosed(mjml, open);
  return {
    ...placeOf(mjml, end.offset),
    message: {
      de: `</${end.tag}> schließt etwas, das nicht offen ist.`,
      en: `</${end.tag}> closes something that is not open.`,
    },
  };
};

const neverClosed = (mjml: string, { tag, offset }: Open): Finding => ({
  ...placeOf(mjml, offset),
  message: {
    de: `<${tag}> wird nicht geschlossen. Ergänzen Sie </${tag}>.`,
    en: `<${tag}> is not closed. Add </${tag}>.`,
  },
});
