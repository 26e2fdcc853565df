/**
 * Finds the time zone that a text means: an IANA name, an offset, an abbreviation, or a name that Windows or
 * a shop platform uses; also finds the zone of a country. It uses Intl instead of Temporal, because
 * Temporal's polyfill would be a fifteenth of every door's bundle.
 */
import zones from './zones.json' with { type: 'json' };

const COUNTRIES: Readonly<Record<string, string>> = zones.countries;
const ABBREVIATIONS: Readonly<Record<string, string>> = zones.abbreviations;
const WINDOWS: Readonly<Record<string, string>> = zones.windows;

/** The zone in which most people of an ISO 3166-1 country live. */
export const zoneOfCountry = (country: string): string | undefined => {
  if (!Object.hasOwn(COUNTRIES, country)) return undefined;
  const zones = COUNTRIES[country] ?? '';
  const end = zones.indexOf(' ');
  return end < 0 ? zones : zones.slice(0, end);
};

/**
 * The IANA name, or a fixed offset such as `+09:00`, in its one form; undefined where the text means no zone,
 * or several. The country decides where the text alone is ambiguous.
 */
export const zoneNamed = (stated: string, country?: string): string | undefined => {
  if (stated.length > NAME_CHARS) return undefined;
  const key = `${country ?? ''} ${stated}`;
  if (known.has(key)) return known.get(key);
  const zone = read(stated.trim(), country);
  if (known.size < KNOWN_MAX) known.set(key, zone);
  return zone;
};

/** The longest names are those of Windows, which list cities. */
const NAME_CHARS = 120;
/**
 * Answers are cached, because the search is slow. The cache is bounded, because the names come from outside.
 */
const known = new Map<string, string | undefined>();
const KNOWN_MAX = 1_000;

const read = (text: string, country: string | undefined): string | undefined => {
  const offset = OFFSET.exec(text);
  if (offset) return byOffset(offsetIn(offset), country);
  const labelled = LABELLED.exec(text);
  if (labelled) return byLabel(labelled, country);
  return byAbbreviation(text, country) ?? ianaName(text) ?? byWindowsName(text);
};

/** `+9`, `GMT+9`, `UTC+09:00`, `-0330`. */
const OFFSET = /^(?:GMT|UTC)? ?([+\u2212-])(\d{1,2})(?::?([0-5]\d))?$/i;
/** `(GMT+01:00) Berlin`, `(UTC+01:00) Amsterdam, Berlin, Bern`, `(GMT) London`. */
const LABELLED = /^\((?:GMT|UTC)(?: ?([+\u2212-])(\d{1,2})(?::?([0-5]\d))?)?\) ?(.*)$/i;
/** No place on earth has a larger offset. */
const HOURS_MAX = 14;

/** The offset as `+01:00`; undefined where no place has it. */
const offsetIn = ([, sign, hours = '0', minutes = '00']: readonly (string | undefined)[]):
  | string
  | undefined =>
  Number(hours) > HOURS_MAX
    ? undefined
    : `${sign === '+' || !sign ? '+' : '-'}${hours.padStart(2, '0')}:${minutes}`;

/**
 * Prefers a zone of the country that has this offset, because in most countries an offset is right for half a
 * year only.
 */
const byOffset = (offset: string | undefined, country: string | undefined): string | undefined =>
  offset === undefined
    ? undefined
    : (zonesOf(country).find((zone) => hasOffset(zone, offset)) ?? ianaName(offset));

const byLabel = (match: RegExpExecArray, country: string | undefined): string | undefined => {
  const offset = offsetIn(match);
  if (offset === undefined) return undefined;
  const own = zonesOf(country).find((zone) => hasOffset(zone, offset));
  const city = match[4]?.split(',')[0]?.trim().replaceAll(' ', '_') ?? '';
  const named = REGIONS.map((region) => ianaName(`${region}/${city}`)).find(
    (zone) => zone !== undefined && hasOffset(zone, offset),
  );
  return own ?? named ?? ianaName(offset);
};

const REGIONS = [
  'Europe',
  'America',
  'Asia',
  'Africa',
  'Australia',
  'Pacific',
  'Atlantic',
  'Indian',
] as const;

/**
 * Several countries have a CST of their own: the recipient's country decides, or the abbreviation has only
 * one meaning.
 */
const byAbbreviation = (text: string, country: string | undefined): string | undefined => {
  const name = text.toUpperCase();
  const [first, ...others] = Object.hasOwn(ABBREVIATIONS, name) ? (ABBREVIATIONS[name] ?? '').split(' ') : [];
  const own = zonesOf(country);
  if (first === undefined || others.length > 0)
    return own.find((zone) => zone === first || others.includes(zone));
  return own.length === 0 ? first : own.find((zone) => sameTime(zone, first));
};

const sameTime = (a: string, b: string): boolean => offsetsOf(a).join() === offsetsOf(b).join();

const byWindowsName = (text: string): string | undefined => {
  const [, name = ''] = /^(.{2,60}) (?:Standard|Daylight|Summer) Time$/.exec(text) ?? [];
  return Object.hasOwn(WINDOWS, name) ? ianaName(WINDOWS[name] ?? '') : undefined;
};

const zonesOf = (country: string | undefined): readonly string[] =>
  country !== undefined && Object.hasOwn(COUNTRIES, country) ? (COUNTRIES[country] ?? '').split(' ') : [];

const hasOffset = (zone: string, offset: string): boolean => offsetsOf(zone).includes(offset);

/** One moment in each half of the year, so that daylight saving time is seen. */
const HALVES = [Date.UTC(2026, 0, 15, 12), Date.UTC(2026, 6, 15, 12)];

/** The zone's offsets as `+01:00`, one in each half of the year. */
const offsetsOf = (zone: string): readonly string[] => {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  return HALVES.map((moment) => {
    const parts = format.formatToParts(moment);
    const offset = parts.find(({ type }) => type === 'timeZoneName')?.value.slice('GMT'.length);
    return offset || '+00:00';
  });
};

/**
 * The name in the spelling of the time zone database. A former name becomes the one that Intl has for it; a
 * fixed offset counts as its own name.
 */
const ianaName = (name: string): string | undefined => {
  if (THREE_LETTERS.test(name) && !IN_DATABASE.includes(name.toUpperCase())) return undefined;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    return LETTERS.get(name.toLowerCase()) ?? timeZone;
  } catch {
    return undefined;
  }
};

/**
 * The three-letter names of the tz database (its files `etcetera` and `backward`). Intl also accepts Java's
 * abbreviations, where BST is Bangladesh.
 */
const THREE_LETTERS = /^[a-z]{3}$/i;
const IN_DATABASE = 'CET EET EST GMT HST MET MST PRC ROC ROK UCT UTC WET'.split(' ');

const LETTERS: ReadonlyMap<string, string> = new Map(
  [
    ...Intl.supportedValuesOf('timeZone'),
    ...Object.values(COUNTRIES).flatMap((names) => names.split(' ')),
  ].map((name) => [name.toLowerCase(), name]),
);
