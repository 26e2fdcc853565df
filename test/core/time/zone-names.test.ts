/** The zones of countries, and the other names that zones go by. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEventData } from '../../../core/events/event-data.ts';
import { quietUntil, zoneOf } from '../../../core/time/zone.ts';
import { zoneNamed, zoneOfCountry } from '../../../core/time/zone-names.ts';
import zones from '../../../core/time/zones.json' with { type: 'json' };
import { DAY, flowOf, HOUR, programOf, send } from '../../support/flows.ts';
import { formsFixture } from '../../support/forms.ts';
import { runs } from '../../support/runs.ts';
import { storyOf } from '../../support/story.ts';

const countries = formsFixture('iso3166.tab')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.slice(0, 2));

describe('a country', () => {
  test('of ISO 3166-1 has a zone, which the platform knows', () => {
    expect(countries).toHaveLength(249);
    const without = countries.filter((country) => zoneNamed(zoneOfCountry(country) ?? '') === undefined);
    expect(without).toEqual([]);
  });

  test.each([
    ['DE', 'Europe/Berlin'],
    ['KR', 'Asia/Seoul'],
    ['IN', 'Asia/Kolkata'],
    ['CY', 'Asia/Nicosia'],
    ['US', 'America/New_York'],
    ['CA', 'America/Toronto'],
    ['BR', 'America/Sao_Paulo'],
    ['AU', 'Australia/Sydney'],
    ['RU', 'Europe/Moscow'],
    ['ID', 'Asia/Jakarta'],
    ['MX', 'America/Mexico_City'],
    ['UA', 'Europe/Kyiv'],
    ['CN', 'Asia/Shanghai'],
    ['XK', 'Europe/Belgrade'],
  ])('%s is where most of its people live: %s', (country, zone) => {
    expect(zoneOfCountry(country)).toBe(zone);
  });

  test.each([
    ['uk', 'GB'],
    ['el', 'GR'],
    ['gb ', 'GB'],
  ])('called %s is %s', (country, code) => {
    const parsed = parseEventData('customer.updated', { customer: { country } });
    expect(parsed).toMatchObject({ data: { customer: { country: code } } });
  });
});

let spellings = 0;
/** In blanks that nobody has written before, so that the answer is found anew. */
const spelledAnew = (stated: string): string => {
  spellings += 1;
  return `${' '.repeat(spellings % 40)}${stated}${' '.repeat(Math.floor(spellings / 40) % 40)}`;
};

describe('a zone', () => {
  test.each([
    ['europe/berlin', undefined, 'Europe/Berlin'],
    ['Asia/Calcutta', undefined, 'Asia/Calcutta'],
    ['Etc/GMT-9', undefined, 'Etc/GMT-9'],
    ['GMT+9', undefined, '+09:00'],
    ['UTC+9', undefined, '+09:00'],
    ['GMT +5:30', undefined, '+05:30'],
    ['\u22123', undefined, '-03:00'],
    ['UTC+9', 'KR', 'Asia/Seoul'],
    ['GMT+1', 'DE', 'Europe/Berlin'],
    ['GMT+2', 'DE', 'Europe/Berlin'],
    ['GMT-8', 'US', 'America/Los_Angeles'],
    ['GMT+25', undefined, undefined],
    ['JST', undefined, 'Asia/Tokyo'],
    ['cest', undefined, 'Europe/Paris'],
    ['CST', 'US', 'America/Chicago'],
    ['CST', 'CN', 'Asia/Shanghai'],
    ['CST', undefined, undefined],
    ['IST', 'IN', 'Asia/Kolkata'],
    ['EST', 'US', 'America/New_York'],
    ['EST', 'PA', 'America/Panama'],
    ['BST', 'GB', 'Europe/London'],
    ['BST', 'BD', undefined],
    ['W. Europe Standard Time', undefined, 'Europe/Berlin'],
    ['Pacific Daylight Time', undefined, 'America/Los_Angeles'],
    ['No Such Standard Time', undefined, undefined],
    ['two lines\nW. Europe Standard Time', undefined, undefined],
    ['(GMT+01:00) Berlin', undefined, 'Europe/Berlin'],
    ['(GMT) London', undefined, 'Europe/London'],
    ['(GMT-08:00) Pacific Time (US & Canada)', 'US', 'America/Los_Angeles'],
    ['(UTC+01:00) Amsterdam, Berlin, Bern, Rome', undefined, 'Europe/Amsterdam'],
    ['(UTC+01:00) Amsterdam, Berlin, Bern, Rome', 'AT', 'Europe/Vienna'],
    ['(GMT+09:00) Berlin', undefined, '+09:00'],
    ['IST', 'IE', 'Europe/Dublin'],
    ['GMT+0', 'GB', 'Europe/London'],
    ['asia/kolkata', undefined, 'Asia/Kolkata'],
    ['+14:30', undefined, '+14:30'],
    ['+15', undefined, undefined],
    ['UTC-0330', 'CA', 'America/St_Johns'],
    ['(GMT-03:30) Newfoundland', undefined, '-03:30'],
    ['(GMT+25:00) Nowhere', undefined, undefined],
    ['(GMT-05:00) New York', undefined, 'America/New_York'],
    ['(UTC) Nowhere', undefined, '+00:00'],
    ['(UTC)', undefined, '+00:00'],
    ['utc', undefined, 'UTC'],
    ['Asia/tokyo', undefined, 'Asia/Tokyo'],
    ['ACT', undefined, undefined],
    ['met', undefined, 'Europe/Brussels'],
    ['JST', 'DE', undefined],
    ['cet', 'DE', 'Europe/Brussels'],
    ['my W. Europe Standard Time', undefined, undefined],
    ['W. Europe Standard Times', undefined, undefined],
    ['Mars/Olympus', 'DE', undefined],
    ['', 'DE', undefined],
  ])('stated as %s in %s is %s', (stated, country, zone) => {
    expect(zoneNamed(spelledAnew(stated), country)).toBe(zone);
  });

  test('is remembered for each country apart', () => {
    const stated = spelledAnew('CST');
    expect(['US', 'CN', undefined, 'US'].map((country) => zoneNamed(stated, country))).toEqual([
      'America/Chicago',
      'Asia/Shanghai',
      undefined,
      'America/Chicago',
    ]);
  });

  test('has a name of bounded length', () => {
    expect(zoneNamed('Europe/Berlin'.padEnd(120))).toBe('Europe/Berlin');
    expect(zoneNamed('Europe/Berlin'.padEnd(121))).toBeUndefined();
  });

  test('has one form: read again it is the same', () => {
    const names = fc.constantFrom(
      ...Object.keys(zones.abbreviations),
      ...Object.keys(zones.windows).map((name) => `${name} Standard Time`),
      ...Array.from({ length: 29 }, (_, hours) => `GMT${hours < 14 ? '-' : '+'}${Math.abs(hours - 14)}`),
      ...Object.values(zones.countries).flatMap((list) => list.split(' ')),
    );
    fc.assert(
      fc.property(names, fc.constantFrom(undefined, ...countries), (name, country) => {
        const zone = zoneNamed(name, country);
        if (zone !== undefined) expect(zoneNamed(zone, country)).toBe(zone);
      }),
      { numRuns: runs(500) },
    );
  });

  test('of every name in the tables is one that the platform knows', () => {
    const listed = [zones.countries, zones.abbreviations, zones.windows].flatMap((table) =>
      Object.values(table).flatMap((list) => list.split(' ')),
    );
    expect([...new Set(listed)].filter((zone) => zoneNamed(zone) === undefined)).toEqual([]);
  });
});

describe('what nobody knows', () => {
  const shop = { timeZone: 'Europe/Berlin' };

  test('is told, with the zone that is used instead', () => {
    expect(zoneOf({ country: 'ZZ' }, shop)).toEqual({
      zone: 'Europe/Berlin',
      noted: 'unknown country, Europe/Berlin used',
    });
    expect(zoneOf({ country: 'KR', timeZone: 'Korea Time' }, shop)).toEqual({
      zone: 'Asia/Seoul',
      noted: 'unknown time zone, Asia/Seoul used',
    });
    expect(zoneOf({}, shop)).toEqual({ zone: 'Europe/Berlin' });
  });

  test('stands on the timeline of the event that said it', () => {
    const story = storyOf(programOf([])).hears('customer.updated', { customer: { country: 'ZZ' } });
    expect(story.told.filter(({ type }) => type === 'decision')).toMatchObject([
      { what: 'noted', reason: 'time-zone', detail: 'unknown country, Europe/Berlin used' },
    ]);
  });

  test('may have been kept by an older version in a form that is read now', () => {
    expect(zoneOf({ timeZone: 'GMT+9', country: 'KR' }, shop)).toEqual({ zone: 'Asia/Seoul' });
  });
});

describe('a customer known by country only', () => {
  const quietHours = { from: '21:00', to: '08:00', sundays: false, holidays: [] };
  const program = programOf(
    [flowOf({ id: 'ping', trigger: { on: 'acme.ping', restart: false }, list: [send('ping', null)] })],
    {
      quietHours,
    },
  );
  const people: readonly { data: { customer: Record<string, string> } }[] = JSON.parse(
    formsFixture('customers-known-by-country.json'),
  );

  test.each(people.map(({ data }) => [data.customer['country'] ?? '', data]))(
    'in %s gets nothing in their own night',
    (country, data) => {
      const start = Date.parse('2026-12-01T19:00:00Z');
      const story = storyOf(program, { start }).hears('consent.given', data).hears('acme.ping', data);
      const left = story.passes(2 * DAY).left();
      expect(left).toHaveLength(1);
      const zone = zoneOfCountry(country) ?? '';
      expect(quietUntil(left[0]?.at ?? 0, quietHours, zone)).toBeUndefined();
      expect(left[0]?.at).toBeLessThanOrEqual(start + 14 * HOUR);
    },
  );
});
