/**
 * I3, I4 and I5 of the engine under random histories: consents, topics, pauses, caps and quiet hours in
 * several zones, over both DST changes.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TOPICS, type Topic } from '../../../core/reason.ts';
import type { OutcomeInput } from '../../../core/state/input.ts';
import { toIso } from '../../../core/time/instant.ts';
import { addCalendarDays, localDay, quietUntil } from '../../../core/time/zone.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { runs } from '../../support/runs.ts';
import { storyOf } from '../../support/story.ts';

const quietHours = { from: '21:00', to: '08:00', sundays: true, holidays: ['2026-10-26', '2027-03-29'] };
const frequencyCap = { perDay: 1, perWeek: 3 };
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Auckland',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'UTC',
];
const STARTS = [
  '2026-10-22T10:00:00Z',
  '2027-03-25T10:00:00Z',
  '2026-11-20T17:00:00Z',
  '2026-04-03T10:00:00Z',
];

const flowAbout = (topic: Topic, index: number) =>
  flowOf({
    id: topic,
    topic,
    priority: index + 1,
    trigger: { on: `acme.${topic}`, restart: false },
    list: [
      wait(`${topic}-w1`, (index + 1) * HOUR, `${topic}-1`),
      send(`${topic}-1`, `${topic}-w2`, 10 * DAY),
      wait(`${topic}-w2`, (index + 5) * HOUR, `${topic}-2`),
      send(`${topic}-2`, null, 10 * DAY),
    ],
  });
const program = programOf(TOPICS.map(flowAbout), { quietHours, frequencyCap });

const what = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...TOPICS).map((topic) => ({ kind: 'trigger' as const, topic })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom('consent', 'withdraw', 'pause', 'resume').map((kind) => ({ kind })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...TOPICS), fc.boolean())
      .map(([topic, on]) => ({ kind: 'topic' as const, topic, on })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('weekly', 'monthly', 'shop')
      .map((frequency) => ({ kind: 'frequency' as const, frequency })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('skipped', 'deferred')
      .map((outcome) => ({ kind: 'sender' as const, outcome })),
  },
);
const history = fc.record({
  zone: fc.constantFrom(...ZONES),
  start: fc.constantFrom(...STARTS),
  happenings: fc.array(
    fc.record({ what, after: fc.integer({ min: 0, max: 30 * 60 }).map((minutes) => minutes * 60_000 + 1) }),
    {
      minLength: 1,
      maxLength: 25,
    },
  ),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

type Sent = Readonly<{ at: number; topic?: Topic; messageId: string }>;
/** The choices that held over time, looked up by the time at which a message left. */
type Line = Readonly<{ at: number; what: History['happenings'][number]['what'] }>;

const live = ({ zone, start, happenings }: History) => {
  const story = storyOf(program, { start: Date.parse(start) });
  story.hears('customer.updated', { customer: { time_zone: zone } }).consents();
  const log: Line[] = [{ at: story.now(), what: { kind: 'consent' } }];
  const taken = new Set<object>();
  for (const { what: happening, after } of happenings) {
    story.passes(after);
    tell(story, happening, taken);
    log.push({ at: story.now(), what: happening });
  }
  story.passes(40 * DAY);
  const sent: readonly Sent[] = story.left().filter((message) => !taken.has(message));
  return { story, log, sent, zone };
};

const tell = (story: ReturnType<typeof storyOf>, happening: Line['what'], taken: Set<object>) => {
  const change = (data: Parameters<typeof story.hears>[1]) => story.hears('preferences.changed', data);
  if (happening.kind === 'trigger') return story.hears(`acme.${happening.topic}`);
  if (happening.kind === 'topic') return change({ topics: { [happening.topic]: happening.on } });
  if (happening.kind === 'frequency') return change({ frequency: happening.frequency });
  if (happening.kind === 'sender') return senderReports(story, happening.outcome, taken);
  if (happening.kind === 'consent') return story.consents();
  if (happening.kind === 'withdraw')
    return story.hears('consent.withdrawn', { channel: 'email', purpose: 'marketing' });
  return change(
    happening.kind === 'pause' ? { paused_until: toIso(story.now() + 30 * DAY) } : { pause_ended: true },
  );
};

/** The sender returns the last message, unless it has done so already. */
const senderReports = (story: ReturnType<typeof storyOf>, outcome: string, taken: Set<object>) => {
  const message = story.left().at(-1);
  if (!message || taken.has(message)) return;
  taken.add(message);
  const { messageId, flow, step, entryId, dueAt } = message;
  const input = {
    kind: 'outcome',
    profileId: '1customer',
    receivedAt: story.now(),
    messageId,
    flow,
    step,
    entryId,
    dueAt,
  } as const;
  const inputId = `${story.left().length}-${outcome}-${messageId}`;
  const found: OutcomeInput =
    outcome === 'deferred'
      ? { ...input, inputId, outcome, reason: 'quiet-hours', until: story.now() + HOUR }
      : { ...input, inputId, outcome: 'skipped', reason: 'content-out-of-stock' };
  story.gets(found);
};

const last = (log: readonly Line[], before: number, holds: (line: Line) => boolean): number =>
  log.findLast((line) => line.at <= before && holds(line))?.at ?? -1;
const forAll = (check: (lived: ReturnType<typeof live>) => void) =>
  fc.assert(
    fc.property(history, (lived) => check(live(lived))),
    { numRuns: runs(150) },
  );

describe('under any history', () => {
  test('I3, I4: no message leaves without consent, about a topic that was left, or in a pause', () => {
    forAll(({ log, sent }) => {
      for (const { at, topic } of sent) {
        const kind = (name: string) => last(log, at, (line) => line.what.kind === name);
        expect(kind('consent')).toBeGreaterThan(kind('withdraw'));
        const about = (on: boolean) =>
          last(log, at, ({ what: w }) => w.kind === 'topic' && 'on' in w && w.topic === topic && w.on === on);
        if (about(false) >= 0) expect(about(true)).toBeGreaterThan(about(false));
        const pause = kind('pause');
        if (pause >= 0 && at < pause + 30 * DAY) expect(kind('resume')).toBeGreaterThan(pause);
      }
    });
  });

  test('I5: none leaves in quiet hours, two on one local day, or four in seven days in a row', () => {
    forAll(({ sent, zone }) => {
      const times = sent.map(({ at }) => at).sort((a, b) => a - b);
      for (const at of times)
        expect(quietUntil(at, quietHours, zone), `${toIso(at)} ${zone}`).toBeUndefined();
      expect(new Set(times.map((at) => localDay(at, zone))).size).toBe(times.length);
      for (const [index, at] of times.slice(3).entries())
        expect(at).toBeGreaterThanOrEqual(addCalendarDays(times[index] ?? 0, 7, zone));
    });
  });

  test("I5: the customer's own wish holds from when it was made", () => {
    forAll(({ sent, log, zone }) => {
      const times = sent.map(({ at }) => at).sort((a, b) => a - b);
      times.slice(1).forEach((at, index) => {
        const before = times[index] ?? 0;
        const wishedAt = last(log, at, ({ what: w }) => w.kind === 'frequency');
        const wish = log.findLast((line) => line.at === wishedAt && line.what.kind === 'frequency')?.what;
        // Before the customer chose a month, the state keeps only the shop's week.
        if (!wish || !('frequency' in wish) || wish.frequency === 'shop' || before < wishedAt) return;
        expect(at).toBeGreaterThanOrEqual(
          addCalendarDays(before, wish.frequency === 'weekly' ? 7 : 30, zone),
        );
      });
    });
  });

  test('I2: every deferral has a reason and every enrollment ends', () => {
    forAll(({ story }) => {
      expect(story.profile().enrollments).toEqual([]);
      for (const entry of story.told)
        if (entry.type === 'message' && entry.outcome !== 'queued') expect(entry.reason).toBeDefined();
    });
  });
});
