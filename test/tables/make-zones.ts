/**
 * Makes core/time/zones.json: the zones of every country, and the other names that zones go by.
 *
 * `node test/tables/make-zones.ts <zoneinfo> <version> <windowsZones.json>`, where `<zoneinfo>` is the
 * compiled tz database with its tables (the folder `zoneinfo` in the `tzdata` package of PyPI, of version
 * `<version>`), and `windowsZones.json` comes from the npm package `cldr-core`. Both are wanted only here.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [zoneinfo = '', version = '', windowsFile = ''] = process.argv.slice(2);
const OUT = join(import.meta.dirname, '../../core/time/zones.json');

/**
 * The zone that most people of a country live in, where it is not the first that the tables name.
 * In all other countries of several zones the first row of zone.tab is the capital's or the largest city's,
 * and holds most people: Shanghai, Madrid, Lisbon, Jakarta, Mexico City, Santiago, Guayaquil, Nuuk ...
 */
const MOST_PEOPLE: Readonly<Record<string, string>> = {
  // New South Wales, Victoria, the capital and Tasmania: 16 of 27 million.
  AU: 'Australia/Sydney',
  // All of the south, the east and the capital: more than 9 of 10.
  BR: 'America/Sao_Paulo',
  // Ontario and Quebec: 24 of 41 million.
  CA: 'America/Toronto',
  // The eastern provinces: three of five, Kinshasa notwithstanding.
  CD: 'Africa/Lubumbashi',
  // All of the west with Moscow and Saint Petersburg: two of three.
  RU: 'Europe/Moscow',
  // The rows stand from west to east; the capital's zone is the country's.
  UA: 'Europe/Kyiv',
  UZ: 'Asia/Tashkent',
};

/**
 * Nobody lives on two islands: they have the zone of the country that governs. XK is Kosovo, which ISO 3166
 * leaves out.
 */
const WITHOUT_ROW: Readonly<Record<string, string>> = {
  BV: 'Europe/Oslo',
  HM: 'Australia/Perth',
  XK: 'Europe/Belgrade',
};

/** Also the names of zones without summer time, which is not what people mean who live where there is one. */
const FIXED_ALL_YEAR = ['EST', 'MST'];

const rowsOf = (file: string): readonly (readonly string[])[] =>
  readFileSync(join(zoneinfo, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));

/** The rule by which a zone keeps its time from now on: the last line of its compiled file (RFC 9636). */
const ruleOf = (zone: string): string =>
  readFileSync(join(zoneinfo, zone), 'latin1').trimEnd().split('\n').at(-1) ?? '';

/** Of zones that keep the same time from now on, the first stands for all. */
const apart = (zones: readonly string[]): readonly string[] =>
  zones.filter((zone, place) => zones.findIndex((other) => ruleOf(other) === ruleOf(zone)) === place);

const countries: Record<string, string> = { ...WITHOUT_ROW };
for (const [country = ''] of rowsOf('iso3166.tab')) {
  const rows = rowsOf('zone.tab').filter(([code]) => code === country);
  const first = MOST_PEOPLE[country] ?? rows[0]?.[2];
  if (first === undefined) continue;
  const named = rows.map(([, , zone = '']) => zone);
  countries[country] = apart([first, ...named]).join(' ');
}

/** One zone where all that use an abbreviation keep the same time, else all of them: the country decides. */
const users = new Map<string, string[]>();
for (const zone of new Set(Object.values(countries).flatMap((zones) => zones.split(' '))))
  for (const [, abbreviation = ''] of ruleOf(zone).matchAll(/(?<![A-Za-z<+-])([A-Za-z]{3,5})(?![>])/g)) {
    const name = abbreviation.toUpperCase();
    users.set(name, [...(users.get(name) ?? []), zone]);
  }
const largest = rowsOf('zonenow.tab').map(([, , zone = '']) => zone);
const abbreviations = [...users]
  // Names of the tz database itself.
  .filter(([name]) => !existsSync(join(zoneinfo, name)) || FIXED_ALL_YEAR.includes(name))
  .map(([name, using]) => {
    const [rule, ...others] = new Set(using.map(ruleOf));
    const one = largest.find((zone) => ruleOf(zone) === rule);
    return [name, others.length === 0 ? one : using.join(' ')] as const;
  });

const SUFFIX = ' Standard Time';
type Windows = { supplemental: { windowsZones: { mapTimezones: { mapZone: Record<string, string> }[] } } };
const { supplemental }: Windows = JSON.parse(readFileSync(windowsFile, 'utf8'));
const windows = supplemental.windowsZones.mapTimezones
  .map(({ mapZone }) => mapZone)
  .filter(({ _territory, _other }) => _territory === '001' && _other?.endsWith(SUFFIX))
  .map(({ _other = '', _type = '' }) => [_other.slice(0, -SUFFIX.length), _type] as const);

const sorted = (entries: readonly (readonly [string, string | undefined])[]): object =>
  Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));

const { version: cldr } = JSON.parse(readFileSync(join(windowsFile, '../../package.json'), 'utf8'));
const table = {
  source: [
    `countries and abbreviations: tz database ${version} (public domain): zone.tab, iso3166.tab, zonenow.tab and the zones' own rules`,
    `windows: Unicode CLDR, npm cldr-core ${cldr}, windowsZones.json (Unicode License v3)`,
  ],
  madeBy: 'test/tables/make-zones.ts',
  countries: sorted(Object.entries(countries)),
  abbreviations: sorted(abbreviations),
  windows: sorted(windows),
};
writeFileSync(OUT, `${JSON.stringify(table, null, 2)}\n`);
