/**
 * Waits until a date in the data. What an event says is read when it comes, because its data is not at hand
 * later; a date of the customer is looked up when the wait begins, and again when its timer fires.
 */
import type { DomainEvent, Json } from '../../events/event.ts';
import { readTime } from '../../events/event-fields.ts';
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import type { CompiledFlow, CompiledStep } from '../../program/program.ts';
import type { Enrollment } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { momentOfDay } from '../../time/moment-of-day.ts';
import { localDay, zoneOf } from '../../time/zone.ts';
import { statedDate } from '../customer-date.ts';
import { type Draft, tell } from '../draft.ts';
import type { Moved, Run } from './run.ts';
import { waitAt } from './wait-or-end.ts';

export type UntilDate = Extract<CompiledStep, { kind: 'untilDate' }>;

/** A date that has passed is due at once; one that nobody stated, or beyond the bound, holds nobody up. */
export const runUntilDate = (draft: Draft, run: Run, step: UntilDate, time: Instant): Moved => {
  const due = dateDue(draft, run.enrollment, step);
  if (due === undefined) tellNoDate(draft, run, step);
  if (due === undefined || due <= draft.now) return { next: step.next, time: Math.max(time, due ?? time) };
  waitAt(draft, run, { step: step.id, dueAt: due, waitFrom: time });
  return 'stopped';
};

const tellNoDate = (draft: Draft, { enrollment, flow }: Run, { id, path }: UntilDate): void =>
  tell(draft, {
    type: 'decision',
    at: draft.now,
    what: 'ignored',
    flow: flow.id,
    step: id,
    entryId: enrollment.entryId,
    reason: 'no-date',
    detail: path,
  });

/** When the wait is over; undefined where there is no such date within reach. */
export const dateDue = (draft: Draft, enrollment: Enrollment, step: UntilDate): Instant | undefined => {
  const due = momentOf(draft, enrollment, step);
  return due === undefined || due > draft.now + LIMITS.waitUntilMs ? undefined : due;
};

const momentOf = (
  { profile, rules }: Draft,
  enrollment: Enrollment,
  { path, at }: UntilDate,
): Instant | undefined => {
  const stated = path.startsWith('customer.') ? statedDate(profile, path) : enrollment.dates?.[path];
  const moment = stated === undefined ? undefined : readTime(stated);
  if (stated === undefined || moment === undefined) return undefined;
  const { zone } = zoneOf(profile.person, rules.program.settings);
  const isDay = stated.trim().length === DAY_CHARS;
  if (!isDay && !at) return moment;
  return momentOfDay(isDay ? stated.trim() : localDay(moment, zone), at ?? { hour: 0, minute: 0 }, zone);
};

const DAY_CHARS = 'YYYY-MM-DD'.length;

/** The dates that the flow's waits will ask of this event, beside those that are known. */
export const datesIn = (
  { steps }: CompiledFlow,
  event: DomainEvent | undefined,
  known?: Enrollment['dates'],
): Enrollment['dates'] => {
  if (!event) return known;
  const paths = pathsIn(steps);
  if (paths.length === 0) return known;
  const found = paths.flatMap((path) => {
    const value = inEvent(event, path);
    return value === undefined ? [] : [[path, value] as const];
  });
  return found.length === 0 ? known : { ...known, ...Object.fromEntries(found) };
};

/** Found once for a flow, because every event of its trigger asks. */
const pathsIn = (steps: CompiledFlow['steps']): readonly string[] => {
  const before = asked.get(steps);
  if (before) return before;
  const paths = Object.values(steps).flatMap((step) => (step.kind === 'untilDate' ? [step.path] : []));
  asked.set(steps, paths);
  return paths;
};

const asked = new WeakMap<CompiledFlow['steps'], readonly string[]>();

/** `event.x` is a field of any event, `shipment.x` one of an event about a shipment. */
const inEvent = ({ name, data }: DomainEvent, path: string): string | undefined => {
  const [root = '', ...rest] = path.split('.');
  if (root !== 'event' && !name.startsWith(`${root}.`)) return undefined;
  let value: Json | undefined = data;
  for (const key of rest) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, Json>>)[key];
  }
  return typeof value === 'string' && value.length <= LIMITS.fieldChars ? value : undefined;
};

export const withDates = (enrollment: Enrollment, flow: CompiledFlow, event: DomainEvent): Enrollment => ({
  ...enrollment,
  ...present({ dates: datesIn(flow, event, enrollment.dates) }),
});
