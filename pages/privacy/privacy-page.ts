/** Shows an export as a page that a customer can read: every field, under headings in their language. */

import { formatMoment } from '../../core/message/format.ts';
import type { Language } from '../../core/message/locale.ts';
import type { CustomerExport } from '../../core/privacy/privacy-export.ts';
import type { ShopLook } from '../../core/program/shop-look.ts';
import { type Page, pageFrame } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { inForm } from '../in-form.ts';
import { inWords, isTechnical, labelOf } from './privacy-words.ts';

/** `zone` is the time zone of all times: the person's own where it is known. */
export const exportPage = (
  language: Language,
  document: CustomerExport,
  { zone, shop }: Readonly<{ zone: string; shop: ShopLook | undefined }>,
): Page => {
  const reader = { language, zone };
  const words = inForm(WORDS[language], shop);
  const sections = SECTIONS.flatMap((name) => {
    const value = document[name];
    if (value === undefined) return [];
    const empty = Array.isArray(value) && value.length === 0;
    return [
      html`<h2>${words[name]}</h2>
${empty ? html`<p>${words.nothing}</p>` : shown(value, reader)}
`,
    ];
  });
  const content = html`<p>${words.asOf} ${scalar(document.exportedAt, reader)}</p>
${sections}`;
  return pageFrame({ language, shop, title: words.title, content });
};

const SECTIONS = [
  'profile',
  'otherProfiles',
  'consents',
  'suppressions',
  'messages',
  'consentHistory',
  'enrollments',
  'timeline',
] as const;

type Reader = Readonly<{ language: Language; zone: string }>;

/**
 * Shows every value that is kept, so nothing has to be added here when something new is kept. Bookkeeping is
 * folded away.
 */
const shown = (value: unknown, reader: Reader): Html => {
  if (Array.isArray(value))
    return html`<ol>${value.map((item) => html`<li>${shown(item, reader)}</li>`)}</ol>`;
  if (typeof value !== 'object' || value === null) return html`${scalar(String(value), reader)}`;
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined && !isEmpty(inner));
  const technical = fields.filter(([name]) => isTechnical(name));
  return html`${listed(
    fields.filter(([name]) => !isTechnical(name)),
    reader,
  )}${technical.length > 0 && folded(technical, reader)}`;
};

type Field = readonly [name: string, value: unknown];

const folded = (fields: readonly Field[], reader: Reader): Html =>
  html`<details><summary>${WORDS[reader.language].technical}</summary>${listed(fields, reader)}</details>`;

const listed = (fields: readonly Field[], reader: Reader): Html | false =>
  fields.length > 0 &&
  html`<dl>${fields.map(([name, inner]) => html`<dt>${labelOf(name, reader.language)}</dt><dd>${shown(inner, reader)}</dd>`)}</dl>`;

const scalar = (text: string, { language, zone }: Reader): string =>
  ISO_INSTANT.test(text) ? formatMoment(Date.parse(text), LOCALES[language], zone) : inWords(text, language);

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/;
const LOCALES: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB' };

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

type Words = Readonly<Record<(typeof SECTIONS)[number] | 'title' | 'asOf' | 'nothing' | 'technical', string>>;

const WORDS: Readonly<Record<Language, Words>> = {
  de: {
    title: 'Was wir über [Sie|dich] gespeichert haben',
    asOf: 'Stand:',
    nothing: 'Nichts.',
    technical: 'Technische Angaben',
    profile: 'Person, Adressen, Käufe',
    otherProfiles: 'Was unter früherer Schreibweise der Adresse gespeichert ist',
    consents: 'Einwilligungen',
    suppressions: 'Sperren',
    messages: 'Nachrichten',
    consentHistory: 'Nachweise der Einwilligungen',
    enrollments: 'Laufende Nachrichtenfolgen',
    timeline: 'Alles in zeitlicher Folge',
  },
  en: {
    title: 'What we have stored about you',
    asOf: 'As of',
    nothing: 'Nothing.',
    technical: 'Technical details',
    profile: 'Person, addresses, purchases',
    otherProfiles: 'What is stored under a former spelling of the address',
    consents: 'Consents',
    suppressions: 'Suppressions',
    messages: 'Messages',
    consentHistory: 'Proof of consent',
    enrollments: 'Message sequences in progress',
    timeline: 'Everything in order of time',
  },
};
