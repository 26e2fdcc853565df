/**
 * Calculates when a wait is over: elapsed time for hours and minutes, the recipient's calendar for days and
 * weeks (rule 2).
 */
import type { Instant } from './instant.ts';
import { endBy, type Horizon } from './span.ts';
import type { Wait } from './wait.ts';
import { addCalendarDays, nextWallClock } from './zone.ts';

/**
 * `zone` is called only where the wait needs it, because finding the zone costs more than the rest of a
 * decision.
 */
export const plannedDue = (wait: Wait, from: Instant, zone: () => string): Instant => {
  switch (wait.kind) {
    case 'elapsed':
      return from + wait.ms;
    case 'calendar':
      return addCalendarDays(from, wait.days, zone());
    case 'until':
      return nextWallClock(from, wait, zone());
  }
};

const DAY_MS = 24 * 60 * 60_000;

/** The end of the wait where it comes by the horizon, else a moment between the two (span.ts). */
export const dueBy = (wait: Wait, from: Instant, until: Horizon): Instant =>
  wait.kind === 'calendar'
    ? endBy(from, { ms: wait.days * DAY_MS, days: wait.days }, until)
    : plannedDue(wait, from, until.zone);
