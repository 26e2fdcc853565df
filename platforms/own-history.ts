/** Our own events, one a line, in the body of Standard Webhooks: `{"type", "timestamp", "data"}`. */

import type { JsonObject } from '../core/events/event.ts';
import { gravelyUnread } from '../core/events/event-data.ts';
import { objectAt, textAt } from '../core/events/read-data.ts';
import { LIMITS } from '../core/limits.ts';
import { isExerciseOfRights } from '../core/privacy/rights.ts';
import type { Instant } from '../core/time/instant.ts';
import type { Reason } from './exports/reasons.ts';
import { readJson } from './json.ts';
import type { TranslatedEvent } from './platform.ts';
import { standard } from './standard/standard.ts';

export type OwnEvents =
  | Readonly<{
      events: readonly TranslatedEvent[];
      /** What makes two lines the same: the sender's id, the order and what became of it, or the content. */
      sameness: readonly string[];
    }>
  | Readonly<{ rejected: Reason }>;

export const readOwnEvent = (line: string, now: Instant): OwnEvents => {
  if (line.length > LIMITS.importLineChars) return { rejected: 'too-long' };
  const value = objectIn(line);
  const type = value && textAt(value, 'type');
  if (!value || type === undefined) return { rejected: 'no-json' };
  if (isExerciseOfRights(type)) return { rejected: 'rights' };
  if (!isDated(value)) return { rejected: 'no-date' };
  return translated(line, samenessOf(type, value), { id: textAt(value, 'id'), now });
};

const objectIn = (line: string): JsonObject | undefined => {
  const json = readJson(line);
  const value = json.ok ? json.value : undefined;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
};

const translated = (
  line: string,
  sameness: readonly string[],
  { id = sameness.join('\n'), now }: Readonly<{ id: string | undefined; now: Instant }>,
): OwnEvents => {
  const read = standard.translate({ headers: { 'webhook-id': id }, body: line, now });
  if (read.kind !== 'events') return { rejected: 'not-understood' };
  if (read.events.some(({ unread }) => gravelyUnread(unread).length > 0)) return { rejected: 'odd-amount' };
  return { events: read.events, sameness };
};

/** The past has a date; what has none would count as of now. */
const isDated = (value: JsonObject): boolean => {
  const evidence = objectAt(objectAt(value, 'data'), 'evidence');
  return (
    (textAt(value, 'timestamp') ?? textAt(value, 'time') ?? textAt(evidence, 'confirmed_at')) !== undefined
  );
};

/** Of one order several words may be told; each is known by what it says and, where it may recur, by when. */
const samenessOf = (type: string, value: JsonObject): readonly string[] => {
  const id = textAt(value, 'id');
  if (id !== undefined) return [type, 'id', id];
  const data = objectAt(value, 'data');
  const order = textAt(data, 'order_id');
  if (order === undefined || !type.startsWith('order.')) return [type, 'content', canonical(value)];
  const refund = textAt(data, 'refund_id');
  const when = ONCE.has(type) ? '' : (refund ?? textAt(value, 'timestamp') ?? '');
  return [type, 'order', order, when];
};

const ONCE: ReadonlySet<string> = new Set(['order.placed', 'order.paid', 'order.cancelled']);

/** The same text for the same content, in whatever order its fields stand. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
