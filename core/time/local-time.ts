/** A moment as the clock where somebody lives shows it. */
import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';

/** "2026-11-27T18:00+01:00": to the minute, with its offset. */
export const localTime = (at: Instant, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toString({ smallestUnit: 'minute', timeZoneName: 'never' });
