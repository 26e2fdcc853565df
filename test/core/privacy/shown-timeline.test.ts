/** The timeline for people: in the order of what happened, each message once with its latest word. */
import { expect, it } from 'vitest';
import { sentenceOf } from '../../../core/explain/entry-words.ts';
import type { LedgerRow } from '../../../core/message/ledger-row.ts';
import { shownTimeline } from '../../../core/privacy/shown-timeline.ts';
import type { TimelineEntry, TimelineRecord } from '../../../core/state/timeline.ts';

const message = (at: number, outcome: 'queued' | 'deferred', messageId = 'm'): TimelineEntry => ({
  ...{ type: 'message', messageId, flow: 'f', step: 's', channel: 'email' },
  ...{ at, outcome },
});
const noted = (at: number, reason: string): TimelineEntry => ({
  type: 'decision',
  at,
  what: 'noted',
  reason,
});
const record = (base: number | undefined, ...entries: readonly TimelineEntry[]): TimelineRecord => ({
  ...{ profileId: '1a', ref: `r${base}`, inputId: 'i', entries },
  ...(base === undefined ? {} : { base }),
});
const told = (...records: readonly TimelineRecord[]) =>
  shownTimeline(records, []).map((entry) => (entry.type === 'message' ? entry.outcome : entry.at));

it('a message has the outcome that was told of it last, in whatever order the records lie', () => {
  expect(told(record(1, message(5, 'deferred'), message(1, 'queued')))).toEqual(['deferred']);
  expect(told(record(1, message(1, 'queued'), message(5, 'deferred')))).toEqual(['deferred']);
});

it('what happened at one moment stands in the order of the states that it was decided on', () => {
  const [first, second, before] = [
    record(1, noted(5, 'a')),
    record(2, noted(5, 'b')),
    record(undefined, noted(5, 'c')),
  ];
  const reasons = shownTimeline([second, first, before], []).map(
    (entry) => entry.type === 'decision' && entry.reason,
  );
  expect(reasons).toEqual(['c', 'a', 'b']);
  expect(told(record(1, noted(9, 'late')), record(2, noted(3, 'early')))).toEqual([3, 9]);
});

it('a message that left shows the basis on which it left, whatever it was decided on', () => {
  const queued = { ...message(5, 'queued'), basis: 'single-opt-in' } as TimelineEntry;
  const row: LedgerRow = {
    ...{ messageId: 'm', profileId: '1a', phase: 'settled', outcome: 'sent', settledAt: 6 },
    ...{ basis: 'double-opt-in', message: {} as LedgerRow['message'] },
  };
  expect(shownTimeline([record(1, queued)], [row])).toMatchObject([
    { outcome: 'sent', basis: 'double-opt-in' },
  ]);
  expect(shownTimeline([record(1, queued)], [])).toMatchObject([
    { outcome: 'queued', basis: 'single-opt-in' },
  ]);
});

it('a message that could not be made says in both languages what was missing', () => {
  const row: LedgerRow = {
    ...{ messageId: 'm', profileId: '1a', phase: 'settled', outcome: 'skipped', settledAt: 6 },
    ...{ reason: 'content-invalid', missing: 'event.gift', message: {} as LedgerRow['message'] },
  };
  const shown = shownTimeline([record(1, message(5, 'queued'))], [row]);
  const words = (language: 'de' | 'en') =>
    shown.map((entry) => sentenceOf(entry, { language, zone: 'UTC', now: 9, flowNames: {} }));
  expect(words('en')).toEqual([
    'The mail “s” was withheld. The template could not be filled for this customer. Missing: event.gift.',
  ]);
  expect(words('de')[0]).toContain('Es fehlt: event.gift.');
});
