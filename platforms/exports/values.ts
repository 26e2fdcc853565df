/** Reads dates, amounts and countries as the tools write them into their files. */
import { readTime } from '../../core/events/event-fields.ts';
import { mailAddress } from '../../core/identity/mail-address.ts';
import type { Instant } from '../../core/time/instant.ts';

/** An apostrophe in front protects a cell of a spreadsheet; no mailbox begins with one. */
export const addressIn = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : mailAddress(text.replace(/^'/, ''));

/**
 * `2026-05-14 11:23:45 +0100`, `2026/05/14`, `14.05.2026 11:23`, `05/14/2026 11:23 PM` and the like; a time
 * without a zone is in UTC. Undefined where nobody can say which number is the month.
 */
export const timeIn = (text: string | undefined): Instant | undefined => {
  if (text === undefined) return undefined;
  const written = inFullDay(text);
  const [, a = '', mark, b = '', year, clock = '00:00'] = OTHER_ORDERS.exec(written) ?? [];
  if (year !== undefined) {
    const [day, month] = mark === '.' ? [a, b] : dayAndMonth(a, b);
    return readTime(`${year}-${two(month)}-${two(day)}T${clock.padStart(5, '0')}Z`);
  }
  const plain = written
    .replace(/^(\d{4})\/(\d\d)\/(\d\d)/, '$1-$2-$3')
    .replace(/ (UTC|GMT|Z)$/i, 'Z')
    .replace(/ ([+-]\d\d:?\d\d)$/, '$1');
  return readTime(plain) ?? readTime(`${plain}Z`);
};

const OTHER_ORDERS = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})(?:[ ,]+(\d{1,2}:\d\d(?::\d\d)?))?$/;

/** Some write the day in front and some the month: only a number that is no month tells. */
const dayAndMonth = (a: string, b: string): readonly [string, string] => {
  if (Number(a) > MONTHS) return [a, b];
  return Number(b) > MONTHS || a === b ? [b, a] : ['', ''];
};

const MONTHS = 12;

/** `11:23 PM` as 23:23. */
const inFullDay = (text: string): string =>
  text.replace(HALF_DAY, (whole, hour: string, rest: string, half: string) => {
    if (Number(hour) < 1 || Number(hour) > 12) return whole;
    return two(String((Number(hour) % 12) + (/p/i.test(half) ? 12 : 0))) + rest;
  });

const HALF_DAY = /\b(\d{1,2})(:\d\d(?::\d\d)?) ?([AP])M$/i;

const two = (number: string): string => number.padStart(2, '0');

/** A day in full; a birthday without its year is none. */
export const dayIn = (text: string | undefined): string | undefined => {
  const at = text === undefined || /^\d+$/.test(text) ? undefined : timeIn(text);
  return at === undefined ? undefined : new Date(at).toISOString().slice(0, 10);
};

/** `1,234.50`, `1.234,50`, `29,90` and `29.9` as a plain decimal. */
export const amountIn = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const bare = text.replace(/[\s\u00a0'’]|[A-Z]{3}|[€$£]/g, '');
  const mark = bare.lastIndexOf(',') > bare.lastIndexOf('.') ? ',' : '.';
  const plain = bare.replaceAll(mark === ',' ? '.' : ',', '').replace(mark, '.');
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(plain) ? plain : undefined;
};

export const isYes = (text: string | undefined): boolean =>
  /^(yes|ja|true|wahr|1|subscribed?)$/i.test(text ?? '');

/** The ISO code of a country that is named in German or English, or by its code. */
export const countryIn = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  if (/^[a-z]{2}$/i.test(text)) return text.toUpperCase();
  return countries().get(text.toLowerCase());
};

let known: ReadonlyMap<string, string> | undefined;

const countries = (): ReadonlyMap<string, string> => {
  known ??= new Map([...['en', 'de'].flatMap(namesIn), ...OTHER_NAMES]);
  return known;
};

const CODES = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

const namesIn = (language: string): readonly (readonly [string, string])[] => {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  // The library knows codes that were given up too, such as BU for Myanmar; their names lead to today's.
  return CODES.flatMap((first) => CODES.map((second) => first + second)).flatMap((code) => {
    const name = names.of(code);
    const today = new Intl.Locale(`und-${code}`).region;
    return name === undefined || today !== code ? [] : [[name.toLowerCase(), code] as const];
  });
};

/** Names that shops write and the library of languages does not. */
const OTHER_NAMES: readonly (readonly [string, string])[] = [
  ['usa', 'US'],
  ['united states of america', 'US'],
  ['vereinigte staaten von amerika', 'US'],
  ['great britain', 'GB'],
  ['england', 'GB'],
  ['großbritannien', 'GB'],
  ['united kingdom (uk)', 'GB'],
  ['vereinigtes königreich (uk)', 'GB'],
  ['united states (us)', 'US'],
  ['vereinigte staaten (us)', 'US'],
  ['the netherlands', 'NL'],
  ['holland', 'NL'],
  ['czech republic', 'CZ'],
  ['tschechische republik', 'CZ'],
  ['turkey', 'TR'],
  ['türkei', 'TR'],
];
