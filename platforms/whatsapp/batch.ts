/**
 * Translates batches from WhatsApp: entries x changes x messages, statuses and preferences, each on its own.
 * webhook or SNS → [this]
 */

import * as z from 'zod';
import { optional } from '../../core/events/event-fields.ts';
import { present } from '../../core/present.ts';
import type { Instant } from '../../core/time/instant.ts';
import { type Act, ignored, notUnderstood, type TranslatedEvent, type Translation } from '../platform.ts';
import { readMessage } from './message.ts';
import { contacts } from './people.ts';
import { readPreference } from './preference.ts';
import type { Reading } from './reading.ts';
import { readStatus } from './status.ts';

/** A part that cannot be understood does not keep the other parts from counting. */
export const translateBatch = (entries: readonly unknown[], now: Instant): Translation => {
  const readings = entries.flatMap((entry) => readEntry(entry, now));
  const events: TranslatedEvent[] = [];
  const acts: Act[] = [];
  for (const reading of readings) {
    if (!('events' in reading)) continue;
    events.push(...reading.events);
    acts.push(...reading.acts);
  }
  const problems = [
    ...new Set(readings.flatMap((reading) => ('problem' in reading ? [reading.problem] : []))),
  ];
  if (events.length === 0 && acts.length === 0)
    return problems.length > 0 ? notUnderstood(problems.join('; ')) : ignored(reasonsOf(readings));
  return present({
    kind: 'events',
    events,
    acts,
    leftOver: problems.length > 0 ? problems.join('; ') : undefined,
  });
};

const REASONS_SHOWN = 5;

const reasonsOf = (readings: readonly Reading[]): string => {
  const reasons = [
    ...new Set(readings.flatMap((reading) => ('ignored' in reading ? [reading.ignored] : []))),
  ];
  return reasons.length === 0 ? 'nothing in it' : reasons.slice(0, REASONS_SHOWN).join('; ');
};

const entrySchema = z.object({ changes: z.array(z.unknown()) });
const changeSchema = z.object({ field: z.string().regex(/^[a-z_]{1,60}$/), value: z.unknown().optional() });
const listed = optional(z.array(z.unknown()));
const valueSchema = z.object({ contacts, messages: listed, statuses: listed, user_preferences: listed });

const readEntry = (entry: unknown, now: Instant): readonly Reading[] => {
  const read = entrySchema.safeParse(entry);
  return read.success
    ? read.data.changes.flatMap((change) => readChange(change, now))
    : [{ problem: 'an entry without changes' }];
};

const FIELDS: ReadonlySet<string> = new Set(['messages', 'user_preferences']);

const readChange = (change: unknown, now: Instant): readonly Reading[] => {
  const read = changeSchema.safeParse(change);
  if (!read.success) return [{ problem: 'a change without a field' }];
  const { field, value } = read.data;
  if (!FIELDS.has(field)) return [{ ignored: `the field ${field} is not used` }];
  const parts = valueSchema.safeParse(value);
  if (!parts.success) return [{ problem: `a change of ${field} without a value` }];
  const context = { contacts: parts.data.contacts, now };
  const { messages = [], statuses = [], user_preferences = [] } = parts.data;
  return [
    ...messages.map((message) => readMessage(message, context)),
    ...statuses.map((status) => readStatus(status, context)),
    ...user_preferences.map((preference) => readPreference(preference, context)),
  ];
};
