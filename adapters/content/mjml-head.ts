/** Finds what is wrong with the subject and the preview text of a template. */
import { parses } from './mjml-liquid.ts';
import { type Finding, placeOf } from './mjml-problems.ts';
import { type Hidden, showLiquid } from './mjml-source.ts';

type Head = Readonly<{ subject: string; preheader: string }>;

export const missingHead = ({ subject, preheader }: Head, source: string): readonly Finding[] => {
  const place = placeOf(source, Math.max(0, source.indexOf('<mj-head')));
  const subjectMissing = {
    de: 'Der Betreff fehlt. Ergänzen Sie <mj-title>Ihr Betreff</mj-title> in <mj-head>.',
    en: 'The subject is missing. Add <mj-title>Your subject</mj-title> to <mj-head>.',
  };
  const preheaderMissing = {
    de: 'Der Vorschautext fehlt, den Posteingänge neben dem Betreff zeigen. Ergänzen Sie <mj-preview>Ein Satz</mj-preview> in <mj-head>.',
    en: 'The preview text that inboxes show beside the subject is missing. Add <mj-preview>One sentence</mj-preview> to <mj-head>.',
  };
  return [
    ...(subject === '' ? [{ ...place, message: subjectMissing }] : []),
    ...(preheader === '' ? [{ ...place, message: preheaderMissing }] : []),
  ];
};

/**
 * Finds conditions that begin in subject or preheader and end elsewhere: those parts are rendered on their
 * own.
 */
export const brokenHead = (
  { subject, preheader }: Head,
  hidden: Hidden,
  source: string,
): readonly Finding[] =>
  (['mj-title', 'mj-preview'] as const)
    .filter((tag) => !parses(showLiquid(tag === 'mj-title' ? subject : preheader, hidden)))
    .map((tag) => ({
      ...placeOf(source, Math.max(0, source.indexOf(`<${tag}`))),
      message: {
        de: `Ein Befehl in <${tag}> muss auch dort enden ({% if %} … {% endif %}).`,
        en: `A tag in <${tag}> must also end there ({% if %} … {% endif %}).`,
      },
    }));
