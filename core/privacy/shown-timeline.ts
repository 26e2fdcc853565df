/**
 * Builds a customer's timeline for people: each message is one entry, with its decision and the outcome that
 * the ledger knows.
 */
import { costText } from '../message/cost.ts';
import type { LedgerRow } from '../message/ledger-row.ts';
import { type FeedbackTimes, reasonOf } from '../message/outcome.ts';
import { present } from '../present.ts';
import type { Outcome } from '../reason.ts';
import type { TimelineEntry, TimelineRecord } from '../state/timeline.ts';

type MessageEntry = Extract<TimelineEntry, { type: 'message' }>;

export type ShownEntry =
  | Exclude<TimelineEntry, { type: 'message' }>
  | (Omit<MessageEntry, 'basis'> &
      Readonly<{
        basis?: string;
        /** The variable of the template that the customer had nothing for. */
        missing?: string;
        feedback?: FeedbackTimes;
      }>);

/**
 * `records` are those of all partitions of the person; `rows` are the ledger's rows of the messages that the
 * records name.
 */
export const shownTimeline = (
  records: readonly TimelineRecord[],
  rows: readonly LedgerRow[],
): readonly ShownEntry[] => {
  const entries = entriesOf(records);
  const told = new Map<string, MessageEntry>();
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    if (entry.type === 'message') told.set(entry.messageId, latest(told.get(entry.messageId), entry));
  }
  const byId = new Map(rows.map((row) => [row.messageId, row]));
  const shown = entries.flatMap((entry): readonly ShownEntry[] => {
    if (entry.type !== 'message') return [entry];
    const last = told.get(entry.messageId);
    told.delete(entry.messageId);
    return last ? [withOutcome(last, byId.get(entry.messageId))] : [];
  });
  return shown.sort((a, b) => a.at - b.at);
};

/** Ids of the messages whose ledger rows the timeline needs. */
export const messageIdsOf = (records: readonly TimelineRecord[]): readonly string[] => [
  ...new Set(
    records.flatMap(({ entries }) =>
      entries.flatMap((entry) => (entry.type === 'message' ? [entry.messageId] : [])),
    ),
  ),
];

const entriesOf = (records: readonly TimelineRecord[]): readonly TimelineEntry[] =>
  [...records].sort((a, b) => (a.base ?? 0) - (b.base ?? 0)).flatMap((record) => record.entries);

/** A final outcome stays; `queued` and `deferred` are replaced by every later entry. */
const latest = (before: MessageEntry | undefined, next: MessageEntry): MessageEntry =>
  before && isInterim(next.outcome) && !isInterim(before.outcome) ? before : { ...before, ...next };

export const isInterim = (outcome: Outcome): boolean => outcome === 'queued' || outcome === 'deferred';

/** The outcome comes from the ledger, and feedback moves it on. */
const withOutcome = (entry: MessageEntry, row: LedgerRow | undefined): ShownEntry => {
  const settled = row?.phase === 'settled' ? row : undefined;
  const outcome = settled?.outcome ?? entry.outcome;
  // A final entry of the timeline keeps its own time, whatever the row says.
  const settledAt = isInterim(entry.outcome) ? settled?.settledAt : undefined;
  const { messageId, flow, step, channel, basis, cost, until } = entry;
  return present({
    at: settled?.calledAt ?? settledAt ?? entry.at,
    type: 'message',
    messageId,
    flow,
    step,
    channel,
    outcome,
    reason: reasonOf(outcome, settled ? settled.reason : entry.reason),
    missing: settled?.missing,
    basis: settled?.basis ?? basis,
    cost: settled?.payment ? costText(settled.payment) : cost,
    until: isInterim(outcome) ? until : undefined,
    feedback: row?.feedback,
  });
};
