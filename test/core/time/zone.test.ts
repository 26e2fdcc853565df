/** Wall-clock time of recipients across DST changes and odd zones (rule 2, I5). */
import fc from 'fast-check';
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

describe('until a wall-clock time', () => {
  test('is today where it is still to come, else tomorrow', () => {
    expect(toIso(nextWallClock(at('2026-11-20T06:00:00Z'), { hour: 9, minute: 0 }, 'Europe/Berlin'))).toBe(
      '2026-11-20T08:00:00.000Z',
    );
    expect(toIso(nextWallClock(at('2026-11-20T09:00:00Z'), { hour: 9, minute: 0 }, 'Europe/Berlin'))).toBe(
      '2026-11-21T08:00:00.000Z',
    );
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
  test('do not hold by day', () =>
    expect(quietUntil(at('2026-11-20T12:00:00Z'), night, 'Europe/Berlin')).toBeUndefined());
  test('on a Sunday last until Monday morning', () => {
    expect(
      toIso(quietUntil(at('2026-11-22T12:00:00Z'), { ...night, sundays: true }, 'Europe/Berlin') ?? 0),
    ).toBe('2026-11-23T07:00:00.000Z');
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
  test('that is invalid is noted and falls back, to UTC at last', () => {
    expect(zoneOf({ timeZone: 'Mars/Phobos' }, { ...DEFAULT_SETTINGS, timeZone: 'No/Where' })).toEqual({
      zone: 'UTC',
      noted: expect.stringContaining('UTC'),
    });
  });
  test('knows the local day', () =>
    expect(localDay(at('2026-11-20T23:30:00Z'), 'Europe/Berlin')).toBe('2026-11-21'));
});
