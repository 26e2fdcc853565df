/** An export as a page that a customer can read: every field of it, under headings in their language. */
import { escapeHtml, pageFrame } from './page-frame.ts';
import type { CustomerExport } from './privacy-export.ts';
import type { Language } from './render/locale.ts';

export const exportPage = (language: Language, document: CustomerExport): string => {
  const words = WORDS[language];
  const sections = SECTIONS.flatMap((name) => {
    const value = document[name];
    if (value === undefined) return [];
    const empty = Array.isArray(value) && value.length === 0;
    return [`<h2>${escapeHtml(words[name])}</h2>\n${empty ? `<p>${escapeHtml(words.nothing)}</p>` : shown(value)}`];
  });
  const content = `<p>${escapeHtml(words.asOf)} ${escapeHtml(document.exportedAt)}</p>\n${sections.join('\n')}`;
  return pageFrame({ language, title: words.title, content });
};

const SECTIONS = ['profile', 'consents', 'suppressions', 'messages', 'consentHistory', 'enrollments', 'timeline'] as const;

/** Whatever is kept is shown, so nothing has to be added here when something new is kept. */
const shown = (value: unknown): string => {
  if (Array.isArray(value)) return `<ol>${value.map((item) => `<li>${shown(item)}</li>`).join('')}</ol>`;
  if (typeof value !== 'object' || value === null) return escapeHtml(String(value));
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined && !isEmpty(inner));
  return `<dl>${fields.map(([name, inner]) => `<dt>${escapeHtml(name)}</dt><dd>${shown(inner)}</dd>`).join('')}</dl>`;
};

const isEmpty = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

type Words = Readonly<Record<(typeof SECTIONS)[number] | 'title' | 'asOf' | 'nothing', string>>;

const WORDS: Readonly<Record<Language, Words>> = {
  de: {
    title: 'Was wir über Sie gespeichert haben',
    asOf: 'Stand:',
    nothing: 'Nichts.',
    profile: 'Person, Adressen, Käufe',
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
    profile: 'Person, addresses, purchases',
    consents: 'Consents',
    suppressions: 'Suppressions',
    messages: 'Messages',
    consentHistory: 'Proof of consent',
    enrollments: 'Message sequences in progress',
    timeline: 'Everything in order of time',
  },
};
