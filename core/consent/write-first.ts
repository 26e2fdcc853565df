/**
 * The sign-up on WhatsApp with which the customer writes first: the link that opens WhatsApp, and the message
 * that it prepares. The message states what the customer agrees to and comes from their own number, so it is
 * the consent and its proof at once.
 */
import { phoneNumber } from '../identity/phone-number.ts';
import type { Language } from '../message/locale.ts';
import type { Settings } from '../program/settings.ts';

/** A text that was ever in use stays here under its version: it may be sent for years, and it is evidence. */
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

/** The present text of a language: the first one in the list. */
const textIn = (language: Language): string =>
  WRITE_FIRST_TEXTS.find((one) => one.language === language)?.text ?? '';

/** The shop's WhatsApp number in its one form; undefined where the settings have no valid number. */
export const whatsappNumber = ({ whatsapp, contact, country }: Settings): string | undefined => {
  const stated = whatsapp === null ? undefined : (whatsapp.number ?? contact.whatsapp);
  return stated === undefined ? undefined : phoneNumber(stated, country);
};

export const writeFirstLink = (number: string, language: Language): string =>
  `https://wa.me/${number.replace(/\D/g, '')}?text=${encodeURIComponent(textIn(language))}`;

/**
 * The version of the text that a message contains, in any capitalisation; undefined for every other message.
 */
export const writeFirstVersion = (message: string): string | undefined =>
  WRITE_FIRST_TEXTS.find(({ text }) => lettersOf(text) === lettersOf(message))?.version;

/** The letters of a text, for comparison: phones change quotation marks and blanks. */
const lettersOf = (text: string): string =>
  text.slice(0, TEXT_CHARS).normalize('NFKC').toUpperCase().replace(/\P{L}/gu, '');

const TEXT_CHARS = 200;
