/**
 * When a code expires for the customer who gets it, and whether that is the end of a day. What a message says
 * and what is checked before it leaves is this one moment.
 */
import { durationWait } from '../program/words.ts';
import type { Instant } from '../time/instant.ts';
import { addCalendarDays, startOfNextDay } from '../time/zone.ts';

/**
 * Days and weeks end with the last second of their day where the customer lives, because a message names the
 * day. Minutes and hours end on the minute. Whatever is longer than `until` ends with it.
 */
export const expiryOf = (
  { validFor, until }: Readonly<{ validFor?: string | undefined; until?: Instant | undefined }>,
  from: Instant,
  zone: string,
): Instant | undefined => {
  const own = validFor === undefined ? undefined : validUntil(validFor, from, zone);
  if (own === undefined || until === undefined) return own ?? until;
  return Math.min(own, until);
};

const validUntil = (validFor: string, from: Instant, zone: string): Instant => {
  const wait = durationWait(validFor);
  if (wait.kind === 'elapsed') return wholeMinute(from + wait.ms);
  return endOfDay(wait.kind === 'calendar' ? addCalendarDays(from, wait.days, zone) : from, zone);
};

/** A message names the minute, so a code lasts to its end. */
const wholeMinute = (at: Instant): Instant => Math.ceil(at / MINUTE_MS) * MINUTE_MS;

/** The last second of the day, which shops and people count to it. */
export const endOfDay = (at: Instant, zone: string): Instant => startOfNextDay(at, zone) - SECOND_MS;

/** True where the moment is the end of a day there, so that naming the day says it all. */
export const isEndOfDay = (at: Instant, zone: string): boolean => endOfDay(at, zone) === at;

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
