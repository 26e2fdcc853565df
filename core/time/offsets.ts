/**
 * Remembers how far the clocks of a zone are from UTC, and from when until when, because asking the calendar
 * costs more than the rest of a decision.
 */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';

/** The clocks show `offsetMs` more than UTC from `from` on, and no longer at `to`. */
export type Steady = Readonly<{ from: Instant; to: Instant; offsetMs: number }>;

/** How many are kept; a shop's customers live in few zones, and each asks for two or three of them. */
const KEPT = 256;
const kept = new Map<string, readonly Steady[]>();
const NONE: readonly Steady[] = [];
const NANOSECONDS_PER_MS = 1_000_000;

/** The time around `at` in which the zone's clocks were not changed. */
export const steadyAround = (at: Instant, zone: string): Steady => {
  const known = kept.get(zone) ?? NONE;
  for (const steady of known) if (steady.from <= at && at < steady.to) return steady;
  const found = find(at, zone);
  if (kept.size >= KEPT) kept.clear();
  kept.set(zone, [found, ...known].slice(0, PER_ZONE));
  return found;
};

const PER_ZONE = 8;

const find = (at: Instant, zone: string): Steady => {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  // A transition at this very moment is the one before it.
  const next = there.getTimeZoneTransition('next');
  const previous = there.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  return {
    from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offsetMs: there.offsetNanoseconds / NANOSECONDS_PER_MS,
  };
};
