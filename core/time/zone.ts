/**
 * Calculates with the wall-clock time of a recipient: calendar days, quiet hours and local days across DST
 * changes (rule 2).
 */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';
import { steadyAround } from './offsets.ts';
import { zoneNamed, zoneOfCountry } from './zone-names.ts';

/** Where a person lives, as far as it is known: an IANA zone, an ISO 3166-1 country. */
type Whereabouts = Readonly<{ timeZone?: string | undefined; country?: string | undefined }>;

/** Wall-clock times `HH:MM` between which nothing is sent, and whole days (ISO dates) that are quiet. */
export type QuietHours = Readonly<{
  from: string;
  to: string;
  sundays: boolean;
  holidays: readonly string[];
}>;

/**
 * The recipient's zone: the stated one, else the country's, else the shop's, else UTC. `noted` is a stated
 * zone that could not be used.
 */
export const zoneOf = (
  { timeZone: stated, country }: Whereabouts,
  shop: Readonly<{ timeZone: string }>,
): Readonly<{ zone: string; noted?: string }> => {
  const named = stated === undefined ? undefined : zoneNamed(stated, country);
  if (named !== undefined) return { zone: named };
  const own = country === undefined ? undefined : zoneOfCountry(country);
  if (own !== undefined && stated === undefined) return { zone: own };
  const zone = own ?? zoneNamed(shop.timeZone) ?? 'UTC';
  const unknown = [
    ...(stated === undefined ? [] : ['time zone']),
    ...(country === undefined || own !== undefined ? [] : ['country']),
  ];
  return unknown.length === 0 ? { zone } : { zone, noted: `unknown ${unknown.join(' and ')}, ${zone} used` };
};

const zoned = (at: Instant, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/**
 * The same wall-clock time `days` later; a time that DST skips moves to the next one that exists. Where no
 * clock is changed around the end, it is counted without the calendar.
 */
export const addCalendarDays = (at: Instant, days: number, zone: string): Instant => {
  const local = at + steadyAround(at, zone).offsetMs + days * DAY_MS;
  const { from, to, offsetMs } = steadyAround(local, zone);
  // No zone is further from UTC than a day, so the end lies within a day of `local`.
  return local - DAY_MS >= from && local + DAY_MS < to
    ? local - offsetMs
    : zoned(at, zone).add({ days }).epochMilliseconds;
};

const DAY_MS = 24 * 60 * 60_000;

/** The local calendar day, e.g. 2026-11-20. */
export const localDay = (at: Instant, zone: string): string => {
  const local = at + steadyAround(at, zone).offsetMs;
  return local >= 0 && local < YEAR_10000
    ? new Date(local).toISOString().slice(0, ISO_DAY_CHARS)
    : zoned(at, zone).toPlainDate().toString();
};

/** From here on, and before the year 0, a date is written in another way. */
const YEAR_10000 = Date.UTC(10_000, 0);
const ISO_DAY_CHARS = 10;

export const startOfNextDay = (at: Instant, zone: string): Instant =>
  zoned(at, zone).add({ days: 1 }).startOfDay().epochMilliseconds;

/**
 * The first moment at or after `at` that has this wall-clock time and, where given, weekday (1 Monday .. 7
 * Sunday).
 */
export const nextWallClock = (
  at: Instant,
  target: Readonly<{ weekday?: number; hour: number; minute: number }>,
  zone: string,
): Instant => {
  const start = zoned(at, zone);
  for (let ahead = 0; ahead <= DAYS_OF_A_WEEK; ahead += 1) {
    const day = start.add({ days: ahead });
    const moment = day.with({ hour: target.hour, minute: target.minute, second: 0, millisecond: 0 });
    const fits = target.weekday === undefined || day.dayOfWeek === target.weekday;
    if (fits && moment.epochMilliseconds >= at) return moment.epochMilliseconds;
  }
  throw new Error('a week has no such moment');
};

const DAYS_OF_A_WEEK = 7;

const minutesOf = (wallClock: string): number =>
  Number(wallClock.slice(0, 2)) * 60 + Number(wallClock.slice(3, 5));

const withinQuiet = (minute: number, from: number, to: number): boolean =>
  from <= to ? minute >= from && minute < to : minute >= from || minute < to;

/** Longest run of Sundays and holidays that is searched. */
const QUIET_DAYS_MAX = 60;

/** When the quiet time around `at` ends; undefined where `at` is not quiet. */
export const quietUntil = (at: Instant, quiet: QuietHours, zone: string): Instant | undefined => {
  const start = zoned(at, zone);
  let until: Temporal.ZonedDateTime | undefined;
  for (let walked = 0; walked < QUIET_DAYS_MAX; walked += 1) {
    const later = endOfQuietDay(until ?? start, quiet) ?? endOfQuietHours(until ?? start, quiet);
    if (!later) break;
    until = later;
  }
  return until?.epochMilliseconds;
};

const endOfQuietDay = (
  moment: Temporal.ZonedDateTime,
  quiet: QuietHours,
): Temporal.ZonedDateTime | undefined => {
  const free =
    (quiet.sundays && moment.dayOfWeek === 7) || quiet.holidays.includes(moment.toPlainDate().toString());
  return free ? moment.add({ days: 1 }).startOfDay() : undefined;
};

const endOfQuietHours = (
  moment: Temporal.ZonedDateTime,
  quiet: QuietHours,
): Temporal.ZonedDateTime | undefined => {
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const minute = moment.hour * 60 + moment.minute;
  if (!withinQuiet(minute, from, to)) return undefined;
  const day = minute < to ? moment : moment.add({ days: 1 });
  return day.with({ hour: Math.floor(to / 60), minute: to % 60, second: 0, millisecond: 0 });
};

/** The first moment of an ISO date there. */
export const startOfDay = (day: string, zone: string): Instant =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
