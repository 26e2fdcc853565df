/** Formats a sender for a mail header: the address in ASCII, and the name encoded where it needs to be. */
import { asciiAddress } from '../../core/identity/mail-address.ts';

/**
 * `Müller & Söhne <post@shop.example>` as a header may carry it; undefined where it contains no usable
 * address.
 */
export const mailbox = (stated: string): string | undefined => {
  const match = /^\s*(.*?)\s*<([^<>]+)>\s*$/s.exec(stated);
  const address = asciiAddress((match?.[2] ?? stated).trim());
  const name = (match?.[1] ?? '')
    .replace(/^"(.*)"$/s, '$1')
    .replace(CONTROLS, ' ')
    .trim();
  return address === undefined || name === '' ? address : `${phrase(name)} <${address}>`;
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: these must not reach a header.
const CONTROLS = /[\x00-\x1f\x7f]+/g;

/**
 * The name as a header may carry it: plain words stay as they are, other ASCII is quoted, everything else
 * becomes encoded words (RFC 2047).
 */
const phrase = (name: string): string => {
  if (/^[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]+$/.test(name)) return name;
  if (/^[\x20-\x7e]+$/.test(name)) return `"${name.replace(/["\\]/g, '\\$&')}"`;
  return pieces(name)
    .map((piece) => `=?UTF-8?B?${Buffer.from(piece).toString('base64')}?=`)
    .join(' ');
};

/**
 * Bytes of text in one encoded word: it has 75 characters, of which the frame takes 12. A letter is never cut
 * in two.
 */
const WORD_BYTES = 45;

const pieces = (name: string): readonly string[] => {
  const result: string[] = [''];
  for (const letter of name) {
    const last = result.at(-1) ?? '';
    if (Buffer.byteLength(last + letter) <= WORD_BYTES) result[result.length - 1] = last + letter;
    else result.push(letter);
  }
  return result;
};
