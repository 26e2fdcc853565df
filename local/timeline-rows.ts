/** A customer's timeline as the page shows it: one sentence per thing that happened, the newest first. */
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
  /** How a message fared or what a consent came to, for its colour. */
  tone?: 'good' | 'warn' | 'bad';
  /** A flow that an event did not start: of interest to whoever asks why. */
  minor?: true;
  messageId?: string;
  /** What the customer wrote or pressed on WhatsApp. */
  said?: string;
  /** Where an event came from. */
  source?: string;
  data?: object;
}>;

export const timelineRows = (timeline: readonly ShownEntry[], telling: Telling): readonly TimelineRow[] =>
  timeline
    .filter((entry) => !isToldByMessage(entry, timeline))
    .map((entry) => rowOf(entry, telling))
    .toReversed();

/** A message that waits says so itself; the decision to put it off would be a second sentence about it. */
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
