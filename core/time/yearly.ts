/**
 * Finds the moment of a date on the calendar of a recipient: a birthday every year, an anniversary, so many
 * days before or after it.
 */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';
import { momentOfDay } from './moment-of-day.ts';

/** A day of the calendar as ISO date, e.g. 1988-02-29. */
export type Day = string;

/** How far the moment lies from the date: calendar days first, then elapsed time. Negative is before it. */
export type Shift = Readonly<{ days: number; ms: number }>;

export type OnDay = Readonly<{ day: Day; hour: number; minute: number; shift: Shift; zone: string }>;

/** Undefined where the text is no date of the calendar. */
const plainDate = (day: Day): Temporal.PlainDate | undefined => {
  try {
    return Temporal.PlainDate.from(day);
  } catch {
    return undefined;
  }
};

const momentOn = (date: Temporal.PlainDate, { hour, minute, shift, zone }: OnDay): Instant =>
  momentOfDay(date.add({ days: shift.days }).toString(), { hour, minute }, zone) + shift.ms;

/** The moment of this one date; undefined where it is no date. */
export const onceOn = (on: OnDay): Instant | undefined => {
  const date = plainDate(on.day);
  return date && momentOn(date, on);
};

/** A shift moves a moment by at most a year, so it may belong to a date of the year before or after. */
const YEARS_AROUND = 2;

/**
 * The first moment later than `after` that belongs to a return of the date. The date itself is no return. 29
 * February returns on the 28th where the year has no 29th, so that it stays in its month.
 */
export const yearlyAfter = (on: OnDay, after: Instant): Instant | undefined => {
  const date = plainDate(on.day);
  if (!date) return undefined;
  const present = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(on.zone).year;
  const first = Math.max(present - YEARS_AROUND, date.year + 1);
  for (let year = first; year <= Math.max(first, present) + YEARS_AROUND; year += 1) {
    const moment = momentOn(date.with({ year }), on);
    if (moment > after) return moment;
  }
  return undefined;
};
