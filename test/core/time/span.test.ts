/** Lengths of time and waits: elapsed for hours and minutes, calendar days where somebody lives (rule 2). */
import { describe, expect, it } from 'vitest';
import { momentOfDay } from '../../../core/time/moment-of-day.ts';
import { dueBy, plannedDue } from '../../../core/time/planned-due.ts';
import { endBy, endOf, hasPassed } from '../../../core/time/span.ts';
import { timerAt } from '../../../core/time/timer-at.ts';
import { localDay, startOfDay, startOfNextDay } from '../../../core/time/zone.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const at = (iso: string) => Date.parse(iso);
const berlin = () => 'Europe/Berlin';
const never = (): string => {
  throw new Error('the zone costs more than the rest and is not needed here');
};
const days = (count: number) => ({ ms: count * DAY, days: count });
/** The clocks go forward on the 28th, so that two days from here have 47 hours. */
const SPRING = at('2027-03-27T10:00:00Z');

describe('a length that has passed', () => {
  it('ends where the calendar says, an hour sooner over the change to summer time', () => {
    expect(endOf(SPRING, days(2), berlin)).toBe(SPRING + 47 * HOUR);
    const passed = (hours: number, ms = 0) =>
      hasPassed(SPRING, days(2), { now: SPRING + hours * HOUR + ms, zone: berlin });
    expect([passed(47, -1), passed(47)]).toEqual([false, true]);
  });

  it('of hours elapses, whatever the clocks do', () => {
    const passed = (now: number) => hasPassed(SPRING, { ms: 48 * HOUR }, { now, zone: never });
    expect([passed(SPRING + 48 * HOUR - 1), passed(SPRING + 48 * HOUR)]).toEqual([false, true]);
    expect(endOf(SPRING, { ms: 48 * HOUR }, never)).toBe(SPRING + 48 * HOUR);
  });

  it('asks for the zone only within 26 hours of its end', () => {
    const passed = (rest: number, zone: () => string) =>
      hasPassed(SPRING, days(9), { now: SPRING + 9 * DAY - rest, zone });
    expect(passed(26 * HOUR + 1, never)).toBe(false);
    expect(passed(-26 * HOUR - 1, never)).toBe(true);
    for (const rest of [26 * HOUR, -26 * HOUR]) expect(() => passed(rest, never)).toThrow('not needed');
    expect([passed(26 * HOUR, berlin), passed(-26 * HOUR, berlin)]).toEqual([false, true]);
  });
});

describe('an end up to a horizon', () => {
  it('is exact where it may come by then, and otherwise lies between the two without the calendar', () => {
    const until = (horizon: number, zone: () => string) => ({ horizon, zone });
    expect(endBy(SPRING, days(2), until(SPRING + 47 * HOUR, berlin))).toBe(SPRING + 47 * HOUR);
    expect(endBy(SPRING, days(2), until(SPRING + 22 * HOUR, berlin))).toBe(SPRING + 47 * HOUR);
    expect(endBy(SPRING, days(2), until(SPRING + 22 * HOUR - 1, never))).toBe(SPRING + 22 * HOUR);
    expect(endBy(SPRING, { ms: 48 * HOUR }, until(SPRING, never))).toBe(SPRING + 48 * HOUR);
    expect(endBy(SPRING, { ms: HOUR }, until(SPRING + DAY, never))).toBe(SPRING + HOUR);
  });

  it('holds for waits of days; other waits are exact', () => {
    const until = { horizon: SPRING, zone: never };
    expect(dueBy({ kind: 'calendar', days: 2 }, SPRING, until)).toBe(SPRING + 22 * HOUR);
    expect(dueBy({ kind: 'calendar', days: 2 }, SPRING, { horizon: SPRING + DAY, zone: berlin })).toBe(
      SPRING + 47 * HOUR,
    );
    expect(dueBy({ kind: 'elapsed', ms: 5 }, SPRING, until)).toBe(SPRING + 5);
    expect(dueBy({ kind: 'until', hour: 9, minute: 30 }, SPRING, { horizon: SPRING, zone: berlin })).toBe(
      at('2027-03-28T09:30:00+02:00'),
    );
  });
});

describe('a wait', () => {
  it('of hours elapses; of days, and until a time, it goes by the calendar of the recipient', () => {
    expect(plannedDue({ kind: 'elapsed', ms: 48 * HOUR }, SPRING, never)).toBe(SPRING + 48 * HOUR);
    expect(plannedDue({ kind: 'calendar', days: 2 }, SPRING, berlin)).toBe(SPRING + 47 * HOUR);
    expect(plannedDue({ kind: 'until', weekday: 1, hour: 8, minute: 15 }, SPRING, berlin)).toBe(
      at('2027-03-29T08:15:00+02:00'),
    );
  });

  it('has a timer at the full minute that its due time needs, a minute ahead at least', () => {
    const minute = at('2027-03-27T10:00:00Z');
    expect(timerAt(minute + 5 * 60_000, minute)).toBe(minute + 5 * 60_000);
    expect(timerAt(minute + 5 * 60_000 + 1, minute)).toBe(minute + 6 * 60_000);
    expect(timerAt(minute, minute)).toBe(minute + 60_000);
    expect(timerAt(minute - DAY, minute + 1)).toBe(minute + 2 * 60_000);
  });
});

describe('a day', () => {
  it('begins at its first moment, also where that is not midnight', () => {
    expect(startOfDay('2027-03-28', 'Europe/Berlin')).toBe(at('2027-03-28T00:00:00+01:00'));
    expect(startOfDay('2018-11-04', 'America/Sao_Paulo')).toBe(at('2018-11-04T01:00:00-02:00'));
    expect(startOfNextDay(SPRING, 'Europe/Berlin')).toBe(at('2027-03-28T00:00:00+01:00'));
    expect(startOfNextDay(at('2027-03-28T00:00:00+01:00'), 'Europe/Berlin')).toBe(
      at('2027-03-29T00:00:00+02:00'),
    );
    expect(localDay(at('2027-03-28T22:00:00Z'), 'Europe/Berlin')).toBe('2027-03-29');
    expect(localDay(at('2027-03-28T21:59:59.999Z'), 'Europe/Berlin')).toBe('2027-03-28');
  });

  it('has each wall-clock time once; one that the clocks skip is the next that exists', () => {
    expect(momentOfDay('2027-03-28', { hour: 2, minute: 30 }, 'Europe/Berlin')).toBe(
      at('2027-03-28T03:30:00+02:00'),
    );
    expect(momentOfDay('2027-10-31', { hour: 2, minute: 30 }, 'Europe/Berlin')).toBe(
      at('2027-10-31T02:30:00+02:00'),
    );
  });
});
