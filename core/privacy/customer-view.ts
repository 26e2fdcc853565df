/**
 * One customer as a person reads them: profile, where they stand in which flow, and a timeline with every
 * reason. For the control surface and for exports.
 */
import { costText } from '../message/cost.ts';
import type { LedgerRow } from '../message/ledger-row.ts';
import { reasonOf } from '../message/outcome.ts';
import type { Outcome } from '../reason.ts';
import type { Enrollment, Profile } from '../state/profile.ts';
import type { TimelineEntry, TimelineRecord } from '../state/timeline.ts';
import { type Instant, toIso } from '../time/instant.ts';

type MessageEntry = Extract<TimelineEntry, { type: 'message' }>;
type Shown = Readonly<{ at: Instant; entry: object }>;

export type CustomerView = Readonly<{
  profile: object;
  enrollments: readonly object[];
  timeline: readonly object[];
}>;

/** `records` are those of all partitions of the person, `rows` the ledger's about the messages they name. */
export const customerView = (
  profile: Profile,
  records: readonly TimelineRecord[],
  rows: readonly LedgerRow[],
): CustomerView => ({
  profile: withIsoTimes(publicPart(profile)),
  enrollments: profile.enrollments.toSorted((a, b) => a.dueAt - b.dueAt).map(viewEnrollment),
  timeline: timelineOf(entriesOf(records), rows),
});

/** Whose outcomes the ledger knows. */
export const messageIdsOf = (records: readonly TimelineRecord[]): readonly string[] => [
  ...new Set(
    records.flatMap(({ entries }) =>
      entries.flatMap((entry) => (entry.type === 'message' ? [entry.messageId] : [])),
    ),
  ),
];

const entriesOf = (records: readonly TimelineRecord[]): readonly TimelineEntry[] =>
  [...records].sort((a, b) => (a.base ?? 0) - (b.base ?? 0)).flatMap((record) => record.entries);

/** Bookkeeping of the engine (applied inputs, effects still to do) says nothing about the customer. */
const publicPart = ({
  applied: _applied,
  pending: _pending,
  enrollments: _enrollments,
  ...rest
}: Profile): object => rest;

const viewEnrollment = (enrollment: Enrollment): object => withIsoTimes(enrollment);

const timelineOf = (entries: readonly TimelineEntry[], ledger: readonly LedgerRow[]): readonly object[] => {
  const told = new Map<string, MessageEntry>();
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    if (entry.type === 'message') told.set(entry.messageId, latest(told.get(entry.messageId), entry));
  }
  const rows = new Map(ledger.map((row) => [row.messageId, row]));
  const shown = entries.flatMap((entry): readonly Shown[] => {
    if (entry.type !== 'message') return [{ at: entry.at, entry: viewEntry(entry) }];
    const last = told.get(entry.messageId);
    told.delete(entry.messageId);
    return last ? [viewMessage(last, rows.get(entry.messageId))] : [];
  });
  return shown.sort((a, b) => a.at - b.at).map(({ entry }) => entry);
};

/** A final word stays; `queued` and `deferred` give way to whatever was told later. */
const latest = (before: MessageEntry | undefined, next: MessageEntry): MessageEntry =>
  before && isInterim(next.outcome) && !isInterim(before.outcome) ? before : { ...before, ...next };

const isInterim = (outcome: Outcome): boolean => outcome === 'queued' || outcome === 'deferred';

const viewEntry = (entry: TimelineEntry): object => {
  if (entry.type === 'event')
    return {
      ...withIsoTimes({ ...entry, data: undefined }),
      data: { timestamp: toIso(entry.statedAt ?? entry.at), ...entry.data },
    };
  if (entry.type === 'consent') return { ...entry, at: toIso(entry.at) };
  return withIsoTimes(entry);
};

/**
 * What was decided and what became of it, in one entry: the ledger knows the outcome, feedback moves it on.
 */
const viewMessage = (entry: MessageEntry, row: LedgerRow | undefined): Shown => {
  const settled = row?.phase === 'settled' ? row : undefined;
  const outcome = settled?.outcome ?? entry.outcome;
  // Where the timeline has the last word itself, its own time stays, whatever becomes of the row.
  const settledAt = isInterim(entry.outcome) ? settled?.settledAt : undefined;
  const at = settled?.calledAt ?? settledAt ?? entry.at;
  const reason = reasonOf(outcome, settled ? settled.reason : entry.reason);
  const { messageId, flow, step, channel, basis, cost, until } = entry;
  const feedback = row?.feedback
    ? {
        feedback: Object.fromEntries(Object.entries(row.feedback).map(([name, time]) => [name, toIso(time)])),
      }
    : {};
  const interim = isInterim(outcome) && until !== undefined ? { until: toIso(until) } : {};
  return {
    at,
    entry: {
      at: toIso(at),
      type: 'message',
      messageId,
      flow,
      step,
      channel,
      outcome,
      reason,
      basis: settled?.basis ?? basis,
      cost: settled?.payment ? costText(settled.payment) : cost,
      ...interim,
      ...feedback,
    },
  };
};

/** A shop's own words and figures: nothing in them is a time of ours. */
const AS_THEY_ARE = new Set(['attributes', 'spent', 'data', 'evidence', 'proof', 'tags']);

/** Names under which the engine keeps instants; everywhere else a number is a number. */
const INSTANT_NAMES = new Set([
  'at',
  'asOf',
  'since',
  'first',
  'last',
  'dueAt',
  'firstDueAt',
  'waitFrom',
  'enteredAt',
  'endedAt',
  'withdrawnAt',
  'requestedAt',
  'erasedAt',
  'statedAt',
  'until',
  'pausedUntil',
  'pauseEndedAt',
  'sent',
  'delivered',
  'opened',
  'clicked',
  'read',
  'bounced',
  'complained',
]);

const withIsoTimes = (value: unknown): object => iso('', value) as object;

const iso = (name: string, value: unknown): unknown => {
  if (typeof value === 'number' && INSTANT_NAMES.has(name)) return toIso(value);
  if (Array.isArray(value)) return value.map((item) => iso('', item));
  if (typeof value !== 'object' || value === null || AS_THEY_ARE.has(name)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, iso(key, inner)]));
};
