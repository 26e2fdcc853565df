/** A date that returns on the calendar of where somebody lives. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OnDay, onceOn, yearlyAfter } from '../../../core/time/yearly.ts';

const at = (iso: string) => Date.parse(iso);
const birthday = (day: string, more: Partial<OnDay> = {}): OnDay => ({
  day,
  hour: 9,
  minute: 0,
  shift: { days: 0, ms: 0 },
  zone: 'Europe/Berlin',
  ...more,
});
const DAY_MS = 24 * 60 * 60_000;

describe('the return of a date', () => {
  it('comes every year at the same wall-clock time, in summer and in winter time', () => {
    const first = yearlyAfter(birthday('1988-07-04'), at('2026-11-30T00:00:00Z'));
    expect(first).toBe(at('2027-07-04T09:00:00+02:00'));
    expect(yearlyAfter(birthday('1988-01-04'), at('2026-11-30T00:00:00Z'))).toBe(
      at('2027-01-04T09:00:00+01:00'),
    );
    expect(yearlyAfter(birthday('1988-07-04'), first ?? 0)).toBe(at('2028-07-04T09:00:00+02:00'));
  });

  it('is still to come on the day itself before its hour, and is over at its very moment', () => {
    const moment = at('2026-11-30T09:00:00+01:00');
    expect(yearlyAfter(birthday('1990-11-30'), moment - 1)).toBe(moment);
    expect(yearlyAfter(birthday('1990-11-30'), moment)).toBe(at('2027-11-30T09:00:00+01:00'));
  });

  it('of 29 February is 28 February in a year without it, and the 29th in a leap year', () => {
    expect(yearlyAfter(birthday('1992-02-29'), at('2027-01-01T00:00:00Z'))).toBe(
      at('2027-02-28T09:00:00+01:00'),
    );
    expect(yearlyAfter(birthday('1992-02-29'), at('2028-01-01T00:00:00Z'))).toBe(
      at('2028-02-29T09:00:00+01:00'),
    );
  });

  it('counts days before it over the turn of the year', () => {
    const week = birthday('1990-01-03', { shift: { days: -7, ms: 0 } });
    expect(yearlyAfter(week, at('2026-11-30T00:00:00Z'))).toBe(at('2026-12-27T09:00:00+01:00'));
  });

  it('counts days after it over the turn of the year', () => {
    const later = birthday('1990-12-28', { shift: { days: 10, ms: 0 } });
    expect(yearlyAfter(later, at('2027-01-01T00:00:00Z'))).toBe(at('2027-01-07T09:00:00+01:00'));
  });

  it('counts a whole year before it: the moment belongs to the date of a later year', () => {
    const ahead = birthday('1990-06-01', { shift: { days: -365, ms: 0 } });
    expect(yearlyAfter(ahead, at('2026-12-01T00:00:00Z'))).toBe(at('2027-06-02T09:00:00+02:00'));
  });

  it('adds elapsed time after the days', () => {
    const later = birthday('1990-06-01', { shift: { days: 1, ms: 90 * 60_000 } });
    expect(yearlyAfter(later, at('2027-01-01T00:00:00Z'))).toBe(at('2027-06-02T10:30:00+02:00'));
  });

  it('is never the date itself: a first order has its first anniversary a year later', () => {
    expect(yearlyAfter(birthday('2026-11-30'), at('2026-11-30T00:00:00Z'))).toBe(
      at('2027-11-30T09:00:00+01:00'),
    );
    expect(yearlyAfter(birthday('2030-05-01'), at('2026-11-30T00:00:00Z'))).toBe(
      at('2031-05-01T09:00:00+02:00'),
    );
  });

  it('is the same day everywhere, at the hour of each place', () => {
    expect(
      yearlyAfter(birthday('1990-06-01', { zone: 'Pacific/Auckland' }), at('2027-01-01T00:00:00Z')),
    ).toBe(at('2027-06-01T09:00:00+12:00'));
  });

  it('of what is no date never comes', () => {
    expect(yearlyAfter(birthday('soon'), 0)).toBeUndefined();
    expect(onceOn(birthday('2026-02-31'))).toBeUndefined();
  });

  it('comes later than asked for, at most 366 days later, and none is left out', () => {
    void fc.assert(
      fc.property(
        fc.date({ min: new Date('1930-01-01'), max: new Date('2020-01-01'), noInvalidDate: true }),
        fc.date({ min: new Date('2024-01-01'), max: new Date('2032-01-01'), noInvalidDate: true }),
        fc.integer({ min: -300, max: 300 }),
        (born, after, days) => {
          const on = birthday(born.toISOString().slice(0, 10), { shift: { days, ms: 0 } });
          const next = yearlyAfter(on, after.getTime()) ?? 0;
          expect(next).toBeGreaterThan(after.getTime());
          expect(next - after.getTime()).toBeLessThanOrEqual(367 * DAY_MS);
          expect(yearlyAfter(on, next - 1)).toBe(next);
        },
      ),
    );
  });
});

describe('a single date', () => {
  it('has one moment, whenever it is asked for', () => {
    expect(onceOn(birthday('2026-12-24', { hour: 18, minute: 30 }))).toBe(at('2026-12-24T18:30:00+01:00'));
    expect(onceOn(birthday('2020-12-24', { shift: { days: 1, ms: 0 } }))).toBe(
      at('2020-12-25T09:00:00+01:00'),
    );
  });
});
