/** What somebody writes on WhatsApp as one keyword: compared by its words alone. */
import type { DomainEvent } from './event.ts';
import { textAt } from './read-data.ts';

/** Words and numbers in small letters, one blank apart: " Größen-Tabelle! " is "größen tabelle". */
export const keywordIn = (text: string): string =>
  (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ');

/** Longer messages are no keyword. */
const MESSAGE_CHARS = 200;

/**
 * True where the whole message is one of these keywords, in the form of `keywordIn`. A word that gives or ends
 * consent, such as STOP, is none: it says all that it means.
 */
export const saysKeyword = ({ data }: DomainEvent, keywords: readonly string[]): boolean => {
  const text = textAt(data, 'text');
  if (text === undefined || text.length > MESSAGE_CHARS || textAt(data, 'keyword') !== undefined)
    return false;
  return keywords.includes(keywordIn(text));
};
