/**
 * Looks at what readers stumble over and MJML does not mind: links that lead nowhere, pictures without words,
 * subjects that filters take for spam.
 */
import type { Place, Text } from '../../core/publish/problem.ts';
import { type Finding, placeOf } from './mjml-problems.ts';
import { type Hidden, showLiquid, sourceOffset } from './mjml-source.ts';

/** A template without comments, and the same with its Liquid hidden. */
type Sources = Readonly<{ source: string; hidden: Hidden }>;

/** Errors: such a link runs a program instead of leading somewhere, and mail programs cut it off. */
export const unsafeLinks = (sources: Sources): readonly Finding[] =>
  linksIn(sources.hidden)
    .filter(({ to }) => /^(?:javascript|vbscript|data):/i.test(to.replace(/[\s\p{Cc}]/gu, '')))
    .map(({ offset }) => ({ ...place(sources, offset), message: UNSAFE }));

export const carelessIn = (sources: Sources): readonly Finding[] => [
  ...deadLinks(sources),
  ...picturesWithoutWords(sources),
];

const place = ({ source, hidden }: Sources, offset: number): Place =>
  placeOf(source, sourceOffset(hidden, offset));

type Link = Readonly<{ to: string; offset: number }>;

const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;

const linksIn = ({ mjml }: Hidden): readonly Link[] =>
  [...mjml.matchAll(HREF)].map((match) => ({
    to: (match[1] ?? match[2] ?? '').trim(),
    offset: match.index + 1,
  }));

const deadLinks = (sources: Sources): readonly Finding[] =>
  linksIn(sources.hidden)
    .filter(({ to }) => leadsNowhere(to))
    .map(({ to, offset }) => ({ ...place(sources, offset), message: dead(showLiquid(to, sources.hidden)) }));

/** What begins with Liquid is known only when somebody gets it. */
const leadsNowhere = (to: string): boolean =>
  !/^(?:\ue000|https?:\/\/[^\s/?#]|(?:mailto|tel|sms|whatsapp):\S)/i.test(to);

const PICTURE = /<(mj-image|img)\b((?:"[^"]*"|'[^']*'|[^"'>])*)>/gi;

const picturesWithoutWords = (sources: Sources): readonly Finding[] =>
  [...sources.hidden.mjml.matchAll(PICTURE)]
    .filter(([, , attributes = '']) => !/\salt\s*=/i.test(attributes))
    .map((match) => ({ ...place(sources, match.index), message: NO_WORDS }));

/** Phones show about 40 characters, and nothing shows more than this. */
const SUBJECT_CHARS_SHOWN = 90;
const LETTERS_TO_SHOUT = 12;
const SHOUTED_SHARE = 0.7;

/** The words of the file alone; what a customer's own name adds is not looked at. */
export const carelessSubject = (subject: string, source: string): readonly Finding[] => {
  const words = subject.replace(/\ue000\d+\ue001/g, '');
  const letters = words.replace(/\P{L}/gu, '');
  const shouted = words.replace(/\P{Lu}/gu, '').length;
  const isShouting = letters.length >= LETTERS_TO_SHOUT && shouted > letters.length * SHOUTED_SHARE;
  const isLoud = isShouting || /[!?]{2}|(?:[€$£]\s*){2}/u.test(words);
  const at = placeOf(source, Math.max(0, source.indexOf('<mj-title')));
  return [
    ...(isLoud ? [{ ...at, message: LOUD }] : []),
    ...(words.length > SUBJECT_CHARS_SHOWN ? [{ ...at, message: tooLong(words.length) }] : []),
  ];
};

const UNSAFE: Text = {
  de: 'Dieser Link führt ein Programm aus, statt irgendwohin zu führen; Mailprogramme schneiden ihn ab. Erlaubt: https://…, mailto:…, tel:….',
  en: 'This link runs a program instead of leading somewhere; mail programs cut it off. Allowed: https://..., mailto:..., tel:....',
};

const dead = (to: string): Text => ({
  de: `Der Link „${to}“ führt nirgendwohin. Eine Adresse beginnt mit https://, mailto: oder tel:, oder ist eine Variable wie {{ shop.url }}.`,
  en: `The link "${to}" leads nowhere. An address begins with https://, mailto: or tel:, or is a variable such as {{ shop.url }}.`,
});

const NO_WORDS: Text = {
  de: 'Diesem Bild fehlen Worte: Wer keine Bilder lädt oder nicht sieht, erfährt nichts. Ergänzen Sie alt="…"; ein Schmuckbild hat alt="".',
  en: 'This picture has no words: whoever loads no pictures, or cannot see them, learns nothing. Add alt="..."; a decoration has alt="".',
};

const LOUD: Text = {
  de: 'Der Betreff schreit (Großbuchstaben, mehrere Ausrufe- oder Währungszeichen): Filter halten ihn für Spam.',
  en: 'The subject shouts (capitals, several exclamation or currency marks): filters take it for spam.',
};

const tooLong = (chars: number): Text => ({
  de: `Der Betreff hat ${chars} Zeichen; Telefone zeigen etwa 40. Das Wichtige gehört an den Anfang.`,
  en: `The subject has ${chars} characters; phones show about 40. What matters belongs at the beginning.`,
});
