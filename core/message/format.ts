/**
 * Formats values for a message: money, dates, numbers, names and links, in the recipient's language and the
 * style of their country.
 */

import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type Money, parseMoney, toDecimal } from '../money.ts';
import type { Instant } from '../time/instant.ts';
import { withoutControls } from './plain-text.ts';

/** Longer titles are cut at a word; nobody reads them to the end in a mail. */
export const TITLE_CHARS = 150;
/**
 * Longer addresses of pictures and product pages are left out, so that a full cart stays below the size at
 * which mail programs clip.
 */
const ITEM_URL_BYTES = 600;
export const LINK_URL_CHARS = 2_000;
/** A longer first name is a mistake or a trick. */
const NAME_CHARS = 40;
/**
 * Formatters are slow to make, so they are cached; the cache is bounded, because locales and currencies come
 * from outside.
 */
const FORMATTERS_MAX = 200;

const remembered = <T>(make: (key: string) => T): ((key: string) => T) => {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const fresh = make(key);
    if (known.size < FORMATTERS_MAX) known.set(key, fresh);
    return fresh;
  };
};

const moneyFormat = remembered((key) => {
  const [locale = 'en', currency = 'EUR'] = key.split('|');
  return new Intl.NumberFormat(locale, { style: 'currency', currency });
});
const dayFormat = remembered((key) => {
  const [locale = 'en', timeZone = 'UTC'] = key.split('|');
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone });
});
const momentFormat = remembered((key) => {
  const [locale = 'en', timeZone = 'UTC'] = key.split('|');
  return new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', timeZone });
});
const dateFormat = remembered((key) => {
  const [locale = 'en', timeZone = 'UTC'] = key.split('|');
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
});
const stampFormat = remembered((key) => {
  const [locale = 'en', timeZone = 'UTC'] = key.split('|');
  return new Intl.DateTimeFormat(locale, { ...STAMP, timeZone });
});
const STAMP = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
} as const;
/** English outside its own countries writes 1.250 there and €1,250.00 in money, so it is held to the latter. */
const numberFormat = remembered(
  (locale) => new Intl.NumberFormat(/^en\b/.test(locale) ? 'en' : locale, { maximumFractionDigits: 2 }),
);

/** 1290 EUR in de-DE to "12,90 €". */
export const formatMoney = (money: Money, locale: string): string =>
  moneyFormat(`${locale}|${money.currency}`).format(Number(toDecimal(money)));

/**
 * Reads a decimal string or number with its currency; undefined where one of them is missing or malformed.
 */
export const moneyOf = (value: unknown, currency: unknown): Money | undefined => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)
    ? parseMoney(text, currency)
    : undefined;
};

/** The day; with the time of day where `exact` is true. */
export const formatDay = (at: Instant, locale: string, zone: string, exact = false): string =>
  (exact ? momentFormat : dayFormat)(`${locale}|${zone}`).format(at);

/** The day without its weekday, for dates long ago. */
export const formatDate = (at: Instant, locale: string, zone: string): string =>
  dateFormat(`${locale}|${zone}`).format(at);

/** To the minute, with the name of the zone. */
export const formatMoment = (at: Instant, locale: string, zone: string): string =>
  stampFormat(`${locale}|${zone}`).format(at);

export const formatNumber = (value: number, locale: string): string => numberFormat(locale).format(value);

/**
 * The value on one line without control characters, cut at a word; null where nothing is left, so that a
 * template can ask `{% if %}`.
 */
export const lineOf = (
  value: unknown,
  maxChars: number,
  maxBytes = Number.POSITIVE_INFINITY,
): string | null => {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const line = withoutControls(String(value).replace(/\s+/g, ' ')).trim();
  if (line === '') return null;
  // A text has at least as many UTF-16 units as characters, so this check is enough for most lines.
  if (line.length <= maxChars && htmlBytesOf(line) <= maxBytes) return line;
  const characters = [...line];
  const fitting = charactersWithin(characters, maxBytes);
  if (characters.length <= Math.min(maxChars, fitting)) return line;
  const cut = characters.slice(0, Math.min(maxChars, fitting) - 1).join('');
  return `${cut.replace(/\s+\S{0,20}$/, '')}…`;
};

/** The number of first characters that fit into this many bytes as HTML. */
const charactersWithin = (characters: readonly string[], maxBytes: number): number => {
  let bytes = 0;
  const beyond = characters.findIndex((character) => {
    bytes += htmlBytesOf(character);
    return bytes > maxBytes;
  });
  return beyond < 0 ? characters.length : beyond;
};

/** Bytes of a text in a mail: escaped, and in UTF-8. */
const htmlBytesOf = (text: string): number =>
  utf8ToBytes(text).length + (text.match(/["'&<>]/g)?.length ?? 0) * ENTITY_BYTES;
/** `&#34;` takes this many bytes more than its character. */
const ENTITY_BYTES = 4;

/** A line of a cart: at most twice as many bytes as characters, so scripts of three bytes are cut earlier. */
export const itemLineOf = (value: unknown, maxChars: number): string | null =>
  lineOf(value, maxChars, 2 * maxChars);

/** A link or picture in a line of a cart, short enough to appear there twenty times. */
export const itemLinkOf = (value: unknown): string | null => {
  const link = linkOf(value, ITEM_URL_BYTES);
  return link !== null && htmlBytesOf(link) <= ITEM_URL_BYTES ? link : null;
};

/**
 * A person's name as it may stand in a greeting; null for a text such as "Win at www.…", so that the greeting
 * has no name.
 */
export const nameOf = (value: unknown): string | null => {
  const name = lineOf(value, LINK_URL_CHARS);
  const plausible =
    name !== null &&
    /\p{L}/u.test(name) &&
    !NO_NAMES.has(name) &&
    [...name].length <= NAME_CHARS &&
    !/[<>@{}[\]/\\|:;#%0-9]|www\.|\.\p{L}{2,}/iu.test(name);
  return plausible ? name : null;
};

/**
 * Texts that programs write where they know no name, and people where they try a form. Somebody whose name is
 * Null writes it with one capital letter.
 */
const NO_NAMES: ReadonlySet<string> = new Set(
  'null NULL undefined None nil NaN nan test Test TEST'.split(' '),
);

/**
 * The address where it is an http or https link of acceptable length, otherwise null: nothing else becomes a
 * link or a picture.
 */
export const linkOf = (value: unknown, maxChars = LINK_URL_CHARS): string | null =>
  typeof value === 'string' &&
  value.length <= maxChars &&
  /^https?:\/\/[^\s/?#<>"'\\@]+(?:[/?#][^\s<>"\\]*)?$/i.test(value)
    ? value
    : null;
