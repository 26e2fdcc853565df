/**
 * Reads the script of a preview: who the customer is and what happens to them, in the names of our own
 * events. Every fault is told with its place, in both languages.
 */
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import { CATALOGUE_EVENT_NAMES, EVENT_NAMES, type JsonObject } from '../core/events/event.ts';
import { isOutsideName, parseEventData } from '../core/events/event-data.ts';
import { readTime } from '../core/events/event-fields.ts';
import { present } from '../core/present.ts';
import type { Settings } from '../core/program/settings.ts';
import { durationWait } from '../core/program/words.ts';
import { allowedWords } from '../core/publish/did-you-mean.ts';
import { parseValue } from '../core/publish/issues.ts';
import { meantEvent } from '../core/publish/meant-events.ts';
import {
  error,
  type Finding,
  type ParsedFile,
  type Path,
  type Problem,
  syntaxProblems,
  toProblem,
} from '../core/publish/problem.ts';
import type { Instant } from '../core/time/instant.ts';
import { plannedDue } from '../core/time/planned-due.ts';

/** Longer than any flow waits, and short enough for a page that people read. */
export const PREVIEW_DAYS_MAX = 400;
/** More than any customer does in that time. */
const EVENTS_MAX = 500;
const CODES_MAX = 1_000;

const moment = z
  .string()
  .max(40)
  .refine((text) => readTime(text) !== undefined || LOCAL_TIME.test(text), { error: 'day-or-time' })
  .describe('When: "2026-11-20T18:00" where the customer lives, or with its offset.');
const LOCAL_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/;

/** "1d 2h": days and weeks by the calendar of where the customer lives, the rest as time that elapses. */
const PART = /^(?:0|[1-9]\d{0,4})[mhdw]$/;
const partsOf = (text: string): readonly string[] => text.trim().split(/\s+/);
const isAfterStart = (text: string): boolean => partsOf(text).every((part) => PART.test(part));

const since = z
  .string()
  .max(60)
  .refine((text) => isAfterStart(text) || readTime(text) !== undefined || LOCAL_TIME.test(text), {
    error: 'since-start',
  })
  .describe('When: "1d 2h" after the start; or a moment like the start itself. Without it, at the start.');

const data = z.record(z.string(), z.json());

const scriptSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z.string().max(200).optional().describe('Who it is and what happens, as a heading.'),
  customer: data.describe(
    'As in every event of ours: email, phone, customer_id, first_name, locale, time_zone, birthday ...',
  ),
  consents: z
    .array(z.enum(['email', 'whatsapp']))
    .max(2)
    .default([])
    .describe('Channels with a double opt-in at the start.'),
  start: moment.describe('When it begins.'),
  days: z.number().int().min(1).max(PREVIEW_DAYS_MAX).default(90).describe('For how long it is watched.'),
  codes: z
    .record(z.string(), z.number().int().min(0).max(CODES_MAX))
    .default({})
    .describe(
      'How many codes stand free in each pool when it begins; all of its file where a pool is not named. Fewer than there: others have had the rest.',
    ),
  events: z
    .array(z.strictObject({ at: since.optional(), type: z.string().max(80), data: data.default({}) }))
    .max(EVENTS_MAX),
});

export type Happening = Readonly<{
  at: Instant;
  event: string;
  data: JsonObject;
  unread?: readonly string[];
}>;
export type Script = Readonly<{
  name?: string;
  customer: JsonObject;
  start: Instant;
  until: Instant;
  codes: Readonly<Record<string, number>>;
  /** In the order in which they happen. */
  events: readonly Happening[];
}>;

export type ScriptRead = Readonly<{ script: Script } | { problems: readonly Problem[] }>;

/** The settings of the shop: its zone, where the customer has none, and its own events. */
type Shop = Pick<Settings, 'timeZone' | 'customEvents'>;

/** `days` instead of what the script says; what happens later is left out. */
export const readScript = (
  file: string,
  parsed: ParsedFile,
  shop: Shop & Readonly<{ days?: number }>,
): ScriptRead => {
  if (parsed.syntaxProblems.length > 0) return { problems: syntaxProblems(file, parsed) };
  const read = parseValue(scriptSchema, parsed.value);
  const told = 'findings' in read ? read : placed(read.output, shop);
  return 'findings' in told
    ? { problems: told.findings.map((finding) => toProblem(file, parsed, finding)) }
    : told;
};

type Read = z.infer<typeof scriptSchema>;
type Stated = Read['events'][number];

const placed = (
  { customer, consents, start: begins, days: watched, events, name, codes }: Read,
  { timeZone, customEvents, days = watched }: Shop & Readonly<{ days?: number }>,
): Readonly<{ script: Script }> | Readonly<{ findings: readonly Finding[] }> => {
  const zone = zoneIn(customer) ?? timeZone;
  const start = momentOf(begins, zone);
  const endAfter = (count: number) => plannedDue({ kind: 'calendar', days: count }, start, () => zone);
  const [until, end] = [endAfter(days), endAfter(watched)];
  const known = [...EVENT_NAMES.filter(isOutsideName), ...CATALOGUE_EVENT_NAMES, ...customEvents];
  const findings: Finding[] = [];
  const moments: Happening[] = [];
  for (const [index, one] of events.entries()) {
    const at = whenOf(one, start, zone);
    const heard = parseEventData(one.type, { customer, ...one.data });
    findings.push(...faultsOf(one, { path: ['events', index], inside: at >= start && at <= end, known }));
    if (heard.ok) moments.push({ at, event: one.type, data: heard.data });
    else findings.push(error(['events', index, 'type'], notHeard(one.type, heard.problem)));
  }
  if (findings.length > 0) return { findings };
  const inOrder = [
    ...consents.map((channel) => agreed(channel, customer as JsonObject, start)),
    ...moments.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at),
  ];
  return {
    script: present({ name, customer: customer as JsonObject, start, until, codes, events: inOrder }),
  };
};

const agreed = (channel: string, customer: JsonObject, at: Instant): Happening => ({
  at,
  event: 'consent.given',
  data: {
    ...{ customer, channel, purpose: 'marketing', basis: 'double-opt-in' },
    evidence: { source: 'preview' },
  },
});

const whenOf = ({ at }: Stated, start: Instant, zone: string): Instant => {
  if (at === undefined) return start;
  if (!isAfterStart(at)) return momentOf(at, zone);
  return partsOf(at)
    .filter((part) => Number.parseInt(part, 10) > 0)
    .reduce((moment, part) => plannedDue(durationWait(part), moment, () => zone), start);
};

type Placed = Readonly<{ path: Path; inside: boolean; known: readonly string[] }>;

const faultsOf = ({ type }: Stated, { path, inside, known }: Placed): readonly Finding[] => [
  ...(known.includes(type) ? [] : [error([...path, 'type'], unknownEvent(type, known))]),
  ...(inside ? [] : [error(path, OUTSIDE)]),
];

const zoneIn = (customer: Readonly<Record<string, unknown>>): string | undefined => {
  const zone = customer['time_zone'];
  if (typeof zone !== 'string') return undefined;
  try {
    return Temporal.Now.zonedDateTimeISO(zone).timeZoneId;
  } catch {
    return undefined;
  }
};

/** Without an offset it is what the clock shows where the customer lives. */
const momentOf = (text: string, zone: string): Instant =>
  LOCAL_TIME.test(text)
    ? Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds
    : (readTime(text) ?? 0);

const OUTSIDE = {
  de: 'Das liegt nicht zwischen „start“ und dem Ende („days“).',
  en: 'This does not lie between "start" and the end ("days").',
};
const unknownEvent = (event: string, known: readonly string[]) => {
  const words = allowedWords(event, known, meantEvent(event));
  return {
    de: `Das Ereignis „${event}“ ist unbekannt.${words.de}`,
    en: `The event "${event}" is unknown.${words.en}`,
  };
};

const notHeard = (event: string, problem: string) => ({
  de: `„${event}“ lässt sich so nicht lesen: ${problem}.`,
  en: `"${event}" cannot be read like this: ${problem}.`,
});
