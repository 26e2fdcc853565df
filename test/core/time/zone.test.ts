/** Wall-clock time of recipients across DST changes and odd zones (rule 2, I5). */
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../core/program/settings.ts';
import { toIso } from '../../../core/time/instant.ts';
import { addCalendarDays, localDay, nextWallClock, quietUntil, zoneOf } from '../../../core/time/zone.ts';

const at = (iso: string) => Date.parse(iso);
const night = { from: '21:00', to: '08:00', sundays: false, holidays: [] };

describe('calendar days', () => {
  test('keep the wall-clock time when clocks go forward and back', () => {
    expect(toIso(addCalendarDays(at('2027-03-27T11:00:00Z'), 1, 'Europe/Berlin'))).toBe(
      '2027-03-28T10:00:00.000Z',
    );
    expect(toIso(addCalendarDays(at('2027-10-30T10:00:00Z'), 1, 'Europe/Berlin'))).toBe(
      '2027-10-31T11:00:00.000Z',
    );
  });
  test('a time that does not exist moves on to the next one that does', () => {
    expect(toIso(addCalendarDays(at('2027-03-27T01:30:00Z'), 1, 'Europe/Berlin'))).toBe(
      '2027-03-28T01:30:00.000Z',
    );
  });
});

test('a day west of Greenwich ends after a change that comes before its end', () => {
  const next = addCalendarDays(at('2027-03-13T08:30:00Z'), 1, 'America/New_York');
  expect(toIso(next)).toBe('2027-03-14T07:30:00.000Z');
});

test('days before the year 0 and after 9999 are written in full', () => {
  const days = [Date.UTC(-1, 5, 1), Date.UTC(10_000, 0, 1), Date.UTC(10_000, 0, 1) - 1, -1, 0];
  expect(days.map((day) => localDay(day, 'UTC'))).toEqual([
    '-000001-06-01',
    '+010000-01-01',
    '9999-12-31',
    '1969-12-31',
    '1970-01-01',
  ]);
});

describe('counting without the calendar', () => {
  /** With changes in both directions, of half an hour, of a whole day, and none. */
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Africa/Casablanca',
    'America/St_Johns',
    'Asia/Kathmandu',
    'Pacific/Kiritimati',
    'UTC',
  ];
  const moment = fc.integer({ min: at('1890-01-01T00:00:00Z'), max: at('2090-01-01T00:00:00Z') });
  const there = (instant: number, zone: string) =>
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);

  test('finds the same moments and days as the calendar', () => {
    fc.assert(
      fc.property(
        moment,
        fc.constantFrom(...zones),
        fc.integer({ min: -400, max: 4000 }),
        (instant, zone, days) => {
          expect(addCalendarDays(instant, days, zone)).toBe(
            there(instant, zone).add({ days }).epochMilliseconds,
          );
          expect(localDay(instant, zone)).toBe(there(instant, zone).toPlainDate().toString());
        },
      ),
    );
  });
  test('also in each quarter of an hour around a change of the clocks', () => {
    for (const [zone, change] of [
      ['Europe/Berlin', '2027-03-28T01:00:00Z'],
      ['Europe/Berlin', '2027-10-31T01:00:00Z'],
      ['Australia/Lord_Howe', '2027-04-03T15:00:00Z'],
      ['Pacific/Apia', '2011-12-30T10:00:00Z'],
    ] as const)
      for (let quarter = -200; quarter <= 200; quarter += 1) {
        const instant = at(change) + quarter * 15 * 60_000;
        expect(localDay(instant, zone)).toBe(there(instant, zone).toPlainDate().toString());
        for (const days of [-1, 0, 1, 2])
          expect([instant, days, addCalendarDays(instant, days, zone)]).toEqual([
            instant,
            days,
            there(instant, zone).add({ days }).epochMilliseconds,
          ]);
      }
  });
});

describe('until a wall-clock time', () => {
  test('is today where it is still to come, else tomorrow', () => {
    expect(toIso(nextWallClock(at('2026-11-20T06:00:00Z'), { hour: 9, minute: 0 }, 'Europe/Berlin'))).toBe(
      '2026-11-20T08:00:00.000Z',
    );
    expect(toIso(nextWallClock(at('2026-11-20T09:00:00Z'), { hour: 9, minute: 0 }, 'Europe/Berlin'))).toBe(
      '2026-11-21T08:00:00.000Z',
    );
  });
  test('is this very moment where it is there, to the second', () => {
    const nine = { hour: 9, minute: 30 };
    const moment = at('2026-11-20T09:30:00+01:00');
    expect(nextWallClock(moment, nine, 'Europe/Berlin')).toBe(moment);
    expect(nextWallClock(moment - 1, nine, 'Europe/Berlin')).toBe(moment);
    expect(nextWallClock(moment + 1, nine, 'Europe/Berlin')).toBe(at('2026-11-21T09:30:00+01:00'));
    expect(nextWallClock(moment + 29_001, nine, 'Europe/Berlin')).toBe(at('2026-11-21T09:30:00+01:00'));
    const friday = { ...nine, weekday: 5 };
    expect(nextWallClock(moment, friday, 'Europe/Berlin')).toBe(moment);
    expect(nextWallClock(moment + 1, friday, 'Europe/Berlin')).toBe(at('2026-11-27T09:30:00+01:00'));
  });
  test('finds the weekday', () =>
    expect(
      toIso(nextWallClock(at('2026-11-20T09:00:00Z'), { weekday: 1, hour: 9, minute: 0 }, 'Europe/Berlin')),
    ).toBe('2026-11-23T08:00:00.000Z'));
});

describe('quiet hours', () => {
  test('end in the morning of the recipient, before and after midnight', () => {
    expect(toIso(quietUntil(at('2026-11-20T21:30:00Z'), night, 'Europe/Berlin') ?? 0)).toBe(
      '2026-11-21T07:00:00.000Z',
    );
    expect(toIso(quietUntil(at('2026-11-21T03:00:00Z'), night, 'Europe/Berlin') ?? 0)).toBe(
      '2026-11-21T07:00:00.000Z',
    );
  });
  test('hold from their first minute on, and no longer in the first minute after them', () => {
    const until = (time: string, hours: Partial<typeof night>) =>
      quietUntil(at(`2026-11-20T${time}+01:00`), { ...night, ...hours }, 'Europe/Berlin');
    const morning = at('2026-11-21T08:00:00+01:00');
    expect(until('20:59:59.999', {})).toBeUndefined();
    expect(until('21:00:00', {})).toBe(morning);
    expect(until('07:59:59.999', {})).toBe(at('2026-11-20T08:00:00+01:00'));
    expect(until('08:00:00', {})).toBeUndefined();
    const noon = { from: '12:15', to: '13:45' };
    expect(until('12:14:59', noon)).toBeUndefined();
    expect(until('12:15:00', noon)).toBe(at('2026-11-20T13:45:00+01:00'));
    expect(until('13:44:59', noon)).toBe(at('2026-11-20T13:45:00+01:00'));
    expect(until('13:45:00', noon)).toBeUndefined();
    expect(until('12:15:00', { from: '12:15', to: '12:15' })).toBeUndefined();
    expect(until('23:59:00', { from: '21:30', to: '00:00' })).toBe(at('2026-11-21T00:00:00+01:00'));
  });
  test('come twice where the clocks go back over their end, as the clock on the wall does', () => {
    const quiet = { ...night, from: '00:00', to: '02:30' };
    const until = (time: string) => quietUntil(at(`2026-10-25T${time}`), quiet, 'Europe/Berlin');
    const [first, second] = [at('2026-10-25T02:30:00+02:00'), at('2026-10-25T02:30:00+01:00')];
    expect([until('02:29:59+02:00'), until('02:30:00+02:00'), until('02:59:59+02:00')]).toEqual([
      first,
      undefined,
      undefined,
    ]);
    expect([until('02:00:00+01:00'), until('02:29:59+01:00')]).toEqual([second, second]);
    expect(until('02:30:00+01:00')).toBeUndefined();
  });
  test('do not hold on days that are free of them, and a holiday is free as a whole', () => {
    const sunday = at('2026-11-22T12:00:00+01:00');
    expect(quietUntil(sunday, night, 'Europe/Berlin')).toBeUndefined();
    expect(
      quietUntil(sunday - 24 * 60 * 60_000, { ...night, sundays: true }, 'Europe/Berlin'),
    ).toBeUndefined();
    const days = { ...night, from: '08:00', to: '08:00', holidays: ['2026-11-20', '2026-11-21'] };
    expect(quietUntil(at('2026-11-20T00:00:00+01:00'), days, 'Europe/Berlin')).toBe(
      at('2026-11-22T00:00:00+01:00'),
    );
    expect(quietUntil(at('2026-11-20T00:00:00+01:00') - 1, days, 'Europe/Berlin')).toBeUndefined();
  });
  test('end where sixty quiet days in a row were walked through, however many more there are', () => {
    const start = at('2026-01-01T00:00:00Z');
    const holidays = Array.from({ length: 90 }, (_, day) =>
      toIso(start + day * 24 * 60 * 60_000).slice(0, 10),
    );
    expect(quietUntil(start, { ...night, holidays }, 'UTC')).toBe(at('2026-03-02T00:00:00Z'));
  });
  test('do not hold by day', () =>
    expect(quietUntil(at('2026-11-20T12:00:00Z'), night, 'Europe/Berlin')).toBeUndefined());
  test('on a Sunday last until Monday morning', () => {
    expect(
      toIso(quietUntil(at('2026-11-22T12:00:00Z'), { ...night, sundays: true }, 'Europe/Berlin') ?? 0),
    ).toBe('2026-11-23T07:00:00.000Z');
  });
  test('on a free day of 25 or 23 hours last until its midnight, from its first moment to its last', () => {
    const days = { ...night, from: '08:00', to: '08:00', sundays: true };
    for (const [sunday, monday] of [
      ['2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00'],
      ['2027-03-28T00:00:00+01:00', '2027-03-29T00:00:00+02:00'],
    ] as const)
      for (let moment = at(sunday); moment < at(monday); moment += 30 * 60_000)
        expect(quietUntil(moment, days, 'Europe/Berlin')).toBe(at(monday));
  });
  test('over Christmas walk on to the first day that is free of them', () => {
    const holidays = ['2026-12-25', '2026-12-26'];
    expect(
      toIso(
        quietUntil(at('2026-12-25T12:00:00Z'), { ...night, sundays: true, holidays }, 'Europe/Berlin') ?? 0,
      ),
    ).toBe('2026-12-28T07:00:00.000Z');
  });
  test('never answer a moment that is quiet itself', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z') }),
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
        (moment, zone) => {
          const until = quietUntil(moment, { ...night, sundays: true }, zone);
          if (until === undefined) return;
          expect(until).toBeGreaterThan(moment);
          expect(quietUntil(until, { ...night, sundays: true }, zone)).toBeUndefined();
        },
      ),
    );
  });
});

describe('the zone of a recipient', () => {
  test('is the stated one, else that of the country, else that of the shop', () => {
    expect(zoneOf({ timeZone: 'Asia/Tokyo', country: 'DE' }, DEFAULT_SETTINGS).zone).toBe('Asia/Tokyo');
    expect(zoneOf({ country: 'AT' }, DEFAULT_SETTINGS).zone).toBe('Europe/Vienna');
    expect(zoneOf({}, DEFAULT_SETTINGS).zone).toBe('Europe/Berlin');
  });
  test('is that of the country where the shop has none that is known, and is noted with all that is unknown', () => {
    const nowhere = { timeZone: 'No/Where' };
    expect(zoneOf({ country: 'AT' }, nowhere)).toEqual({ zone: 'Europe/Vienna' });
    expect(zoneOf({ timeZone: 'Mars/Phobos', country: 'ZZ' }, { timeZone: 'Asia/Tokyo' })).toEqual({
      zone: 'Asia/Tokyo',
      noted: 'unknown time zone and country, Asia/Tokyo used',
    });
    expect(zoneOf({ timeZone: 'Mars/Phobos', country: 'AT' }, nowhere)).toEqual({
      zone: 'Europe/Vienna',
      noted: 'unknown time zone, Europe/Vienna used',
    });
    expect(zoneOf({ timeZone: 'CST', country: 'CN' }, nowhere)).toEqual({ zone: 'Asia/Shanghai' });
  });
  test('that is invalid is noted and falls back, to UTC at last', () => {
    expect(zoneOf({ timeZone: 'Mars/Phobos' }, { ...DEFAULT_SETTINGS, timeZone: 'No/Where' })).toEqual({
      zone: 'UTC',
      noted: expect.stringContaining('UTC'),
    });
  });
  test('knows the local day', () =>
    expect(localDay(at('2026-11-20T23:30:00Z'), 'Europe/Berlin')).toBe('2026-11-21'));
});
