/**
 * Reads the small words of the flow language: durations, ids, event names, times of day. Their rules have
 * names that error messages explain.
 */
import * as z from 'zod';
import { EVENT_NAMES } from '../events/event.ts';
import { readTime } from '../events/event-fields.ts';
import { LIMITS } from '../limits.ts';
import type { Span } from '../time/span.ts';
import type { Wait } from '../time/wait.ts';

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
const DURATION = /^([1-9]\d{0,6})([mhdw])$/;

/**
 * Milliseconds of "30m", "1h", "3d" or "2w", with days of 24 hours; undefined where the text is no duration.
 */
export const durationMs = (text: string): number | undefined => {
  const [, count, unit] = DURATION.exec(text) ?? [];
  return count && unit ? Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS] : undefined;
};

/** Minutes and hours elapse; days and weeks are calendar days in the recipient's time zone (rule 2). */
export const durationWait = (text: string): Wait => {
  const [, count = '0', unit] = DURATION.exec(text) ?? [];
  if (unit === 'd') return { kind: 'calendar', days: Number(count) };
  if (unit === 'w') return { kind: 'calendar', days: 7 * Number(count) };
  return { kind: 'elapsed', ms: durationMs(text) ?? 0 };
};

export const duration = z
  .string()
  .regex(DURATION, { error: 'duration' })
  .refine((text) => (durationMs(text) ?? 0) <= LIMITS.waitMs, { error: 'duration-too-long' })
  .meta({
    id: 'duration',
    description:
      'A length of time: a number and m, h, d or w. "90m" and "24h" elapse; "3d" and "2w" are calendar days at the same time of day.',
    examples: ['30m', '1h', '3d', '2w'],
  });

/** The length as conditions look back over it: days and weeks are calendar days, as in waits (rule 2). */
export const lengthOf = (text: string): Span => {
  const [, count = '0', unit] = DURATION.exec(text) ?? [];
  const ms = durationMs(text) ?? 0;
  if (unit === 'd') return { ms, days: Number(count) };
  return unit === 'w' ? { ms, days: 7 * Number(count) } : { ms };
};

export const lookBack = z
  .string()
  .regex(DURATION, { error: 'duration' })
  .refine((text) => (durationMs(text) ?? 0) <= LIMITS.lookBackMs, { error: 'look-back-too-long' })
  .meta({
    id: 'lookBack',
    description:
      'A length of time before now: a number and m, h, d or w; days and weeks are calendar days where the customer lives.',
    examples: ['24h', '30d', '730d'],
  });

/** A day, or a moment with its offset. */
export const dayOrTime = z
  .string()
  .max(40)
  .refine((text) => readTime(text) !== undefined, { error: 'day-or-time' })
  .meta({
    id: 'dayOrTime',
    description: 'A day, e.g. 2026-11-20, or a moment with its offset, e.g. 2026-11-20T18:00:00+01:00.',
    examples: ['2026-11-20'],
  });

/** Starts with a letter; allows the same characters as SES tags and file names. */
export const id = z.string().regex(/^(?!constructor$)[a-z][a-z0-9-]{0,59}$/, { error: 'id' });

export const eventName = z
  .string()
  .regex(/^[a-z0-9_]+(\.[a-z0-9_]+)+$/, { error: 'event-name' })
  .max(80)
  .meta({
    id: 'event',
    description:
      'Name of an event, e.g. order.placed; own events are listed in settings.json under customEvents.',
    examples: [...EVENT_NAMES],
  });

export const wallClock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'wall-clock' })
  .meta({
    id: 'wallClock',
    description: "Time of day in the recipient's time zone, e.g. 09:00.",
    examples: ['09:00'],
  });

export const money = z
  .strictObject({
    amount: z
      .number()
      .int()
      .nonnegative()
      .describe('In the smallest unit of the currency: 5000 = 50.00 EUR.'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, { error: 'currency' })
      .describe('ISO 4217 code, e.g. EUR.'),
  })
  .meta({ id: 'money', description: 'An amount in the smallest unit of its currency.' });

export const scalar = z.union([z.string().max(LIMITS.textChars), z.number(), z.boolean()]);

/** Path to a fact: at least two parts, of which the first names the holder. */
export const factPath = z
  .string()
  .max(120)
  .regex(/^[a-z][a-z0-9_]*(\.[A-Za-z0-9_-]+)+$/, { error: 'fact-path' });

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** What people call a file, in both languages. */
export const bothNames = z.strictObject({
  de: z.string().min(1).max(100).describe('In German.'),
  en: z.string().min(1).max(100).describe('In English.'),
});
