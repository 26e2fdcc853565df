/**
 * The sign-up on WhatsApp with which the customer writes first: the link that opens it, and the message it
 * brings. The message says what is agreed to, comes from the customer's own number, and so is the consent
 * and its proof in one.
 */
import { phoneNumber } from '../identity/phone-number.ts';
import type { Language } from '../message/locale.ts';
import type { Settings } from '../program/settings.ts';

/** A text that was once in use stays here under its version: it may be sent for years, and it is evidence. */
export const WRITE_FIRST_TEXTS: readonly Readonly<{ version: string; language: Language; text: string }>[] = [
  {
    version: 'write-first-1-de',
    language: 'de',
    text: 'ANMELDEN: Bitte schickt mir Neuigkeiten und Angebote per WhatsApp.',
  },
  {
    version: 'write-first-1-en',
    language: 'en',
    text: 'SUBSCRIBE: Please send me news and offers on WhatsApp.',
  },
];

/** The one that the link brings today: the first in its language. */
const textIn = (language: Language): string =>
  WRITE_FIRST_TEXTS.find((one) => one.language === language)?.text ?? '';

/**
 * The shop's number on WhatsApp in its one form; undefined where the settings name none that could be
 * dialled.
 */
export const whatsappNumber = ({ whatsapp, contact, country }: Settings): string | undefined => {
  const stated = whatsapp === null ? undefined : (whatsapp.number ?? contact.whatsapp);
  return stated === undefined ? undefined : phoneNumber(stated, country);
};

export const writeFirstLink = (number: string, language: Language): string =>
  `https://wa.me/${number.replace(/\D/g, '')}?text=${encodeURIComponent(textIn(language))}`;

/**
 * The version of the text that a message is, however its letters were capitalised; undefined for any other
 * message.
 */
export const writeFirstVersion = (message: string): string | undefined =>
  WRITE_FIRST_TEXTS.find(({ text }) => lettersOf(text) === lettersOf(message))?.version;

/** As words are compared that people send: phones change quotation marks and blanks. */
const lettersOf = (text: string): string =>
  (
    text
      .slice(0, TEXT_CHARS)
      .normalize('NFKC')
      .toUpperCase()
      .match(/\p{L}+/gu) ?? []
  ).join('');

const TEXT_CHARS = 200;
