/** The moment of a wall-clock time on a calendar day where somebody lives. */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';

export type Clock = Readonly<{ hour: number; minute: number }>;

/** `day` is an ISO date of the calendar; a time that DST skips moves to the next one that exists. */
export const momentOfDay = (day: string, { hour, minute }: Clock, zone: string): Instant =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } })
    .epochMilliseconds;
