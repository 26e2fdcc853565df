/** A customer's timeline as the page shows it: one sentence per entry, the newest first. */
import { textAt } from '../core/events/read-data.ts';
import { sentenceOf } from '../core/explain/entry-words.ts';
import type { Telling } from '../core/explain/telling.ts';
import { present } from '../core/present.ts';
import { isInterim, type ShownEntry } from '../core/privacy/shown-timeline.ts';
import type { Outcome } from '../core/reason.ts';
import { toIso } from '../core/time/instant.ts';

export type TimelineRow = Readonly<{
  at: string;
  type: ShownEntry['type'];
  text: string;
  /** The outcome of a message or the result of a consent, which chooses the colour. */
  tone?: 'good' | 'warn' | 'bad';
  /** An event that did not start a flow; it only interests a reader who asks why. */
  minor?: true;
  messageId?: string;
  /** What the customer wrote or pressed on WhatsApp. */
  said?: string;
  /** The source of an event. */
  source?: string;
  data?: object;
}>;

export const timelineRows = (timeline: readonly ShownEntry[], telling: Telling): readonly TimelineRow[] =>
  timeline
    .filter((entry) => !isToldByMessage(entry, timeline))
    .map((entry) => rowOf(entry, telling))
    .toReversed();

/**
 * True for the decision to defer a message that has an entry of its own, which already says that it waits.
 */
const isToldByMessage = (entry: ShownEntry, timeline: readonly ShownEntry[]): boolean =>
  entry.type === 'decision' &&
  entry.what === 'deferred' &&
  timeline.some(
    (other) =>
      other.type === 'message' &&
      other.outcome === 'deferred' &&
      other.flow === entry.flow &&
      other.step === entry.step &&
      other.until === entry.until,
  );

const rowOf = (entry: ShownEntry, telling: Telling): TimelineRow => {
  const row = { at: toIso(entry.at), type: entry.type, text: sentenceOf(entry, telling) };
  switch (entry.type) {
    case 'event':
      return present({ ...row, source: entry.source, data: entry.data, said: saidIn(entry) });
    case 'message':
      return { ...row, tone: toneOf(entry.outcome), messageId: entry.messageId };
    case 'consent':
      return { ...row, tone: entry.state === 'given' ? 'good' : 'warn', data: entry.evidence };
    case 'coupon':
      return { ...row, tone: 'good' };
    case 'decision':
      return entry.what === 'not-entered' && entry.reason === 'where' ? { ...row, minor: true } : row;
  }
};

const saidIn = ({ event, data }: Extract<ShownEntry, { type: 'event' }>): string | undefined =>
  event === 'message.replied' ? textAt(data, 'text') : undefined;

const BAD: readonly Outcome[] = ['failed', 'bounced', 'complained'];

const toneOf = (outcome: Outcome): NonNullable<TimelineRow['tone']> => {
  if (BAD.includes(outcome)) return 'bad';
  return outcome === 'skipped' || outcome === 'unknown' || isInterim(outcome) ? 'warn' : 'good';
};
