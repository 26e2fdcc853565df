/**
 * Points in time inside the engine: whole milliseconds since 1970 in UTC. Text forms exist only at the edges.
 */

export type Instant = number;

/** ISO 8601 in UTC with milliseconds, e.g. `2026-11-20T18:00:00.000Z`. */
export const toIso = (at: Instant): string => new Date(at).toISOString();

/** Reads an ISO 8601 date-time; undefined where the text is not one. */
export const parseIso = (text: string): Instant | undefined => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
};

/** The largest distance from 1970 that a date of ECMAScript can have, in milliseconds (ECMA-262, 21.4.1.1). */
const DATE_MS_MAX = 8_640_000_000_000_000;

/** False for what no date can hold: such a number would fail wherever it is written as one. */
export const isInstant = (ms: number): boolean => Number.isSafeInteger(ms) && Math.abs(ms) <= DATE_MS_MAX;
