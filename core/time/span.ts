/**
 * A length of time that is measured back from now, as conditions use it: hours and minutes elapse, days and
 * weeks are calendar days where the customer lives (rule 2). So "60 days ago" is the moment at which a wait
 * of 60 days ends.
 */
import type { Instant } from './instant.ts';
import { addCalendarDays } from './zone.ts';

/** `days` is absent where the length elapses; states and programs of older versions hold such lengths only. */
export type Span = Readonly<{ ms: number; days?: number }>;

/** More than any change of the clocks, and than the day by which a zone can move over the date line. */
const CALENDAR_DIFFERS_MS = 26 * 60 * 60_000;

/** The first moment at which the length has passed since `at`. */
export const endOf = (at: Instant, { ms, days }: Span, zone: () => string): Instant =>
  days === undefined ? at + ms : addCalendarDays(at, days, zone());

/**
 * The end where it comes by `horizon`; where it surely comes later, a moment between the two, because the
 * calendar costs more than the rest of a decision.
 */
export const endBy = (at: Instant, span: Span, { zone, horizon }: Horizon): Instant => {
  const surely = at + span.ms - (span.days === undefined ? 0 : CALENDAR_DIFFERS_MS);
  return surely > horizon ? surely : endOf(at, span, zone);
};

/** Up to when an exact moment is asked for. */
export type Horizon = Readonly<{ zone: () => string; horizon: Instant }>;

/**
 * True where the length has passed. The calendar is asked only around the end, because it costs more than the
 * rest of a decision.
 */
export const hasPassed = (at: Instant, span: Span, { now, zone }: Moment): boolean => {
  const rest = at + span.ms - now;
  if (rest > CALENDAR_DIFFERS_MS || rest < -CALENDAR_DIFFERS_MS) return rest <= 0;
  return endOf(at, span, zone) <= now;
};

export type Moment = Readonly<{ now: Instant; zone: () => string }>;
