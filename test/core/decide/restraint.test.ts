/**
 * Restraint in stories of the engine: quiet hours, the cap over all flows, the order of priority, and slots
 * that are given back (rule 12).
 */
import { describe, expect, test } from 'vitest';
import type { CompiledFlow } from '../../../core/program/program.ts';
import type { Settings } from '../../../core/program/settings.ts';
import type { OutcomeInput } from '../../../core/state/input.ts';
import { parseIso } from '../../../core/time/instant.ts';
import { DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const night = { from: '21:00', to: '08:00', sundays: false, holidays: [] as string[] };
const daily = { perDay: 1, perWeek: null };
const at = (text: string): number => parseIso(text) as number;

/** A flow of one message after a wait. */
const oneMessage = (id: string, hours: number, change: Partial<CompiledFlow> = {}): CompiledFlow =>
  flowOf({
    id,
    list: hours === 0 ? [send(id, null)] : [wait(`${id}-wait`, hours * HOUR, id), send(id, null)],
    ...change,
  });
const storyIn = (settings: Partial<Settings>, flows: readonly CompiledFlow[], start?: string) =>
  storyOf(programOf(flows, settings), start === undefined ? {} : { start: at(start) });
/** A given consent, and the event that starts every flow. */
const told = (story: ReturnType<typeof storyIn>) => story.consents().cart();
const outcome = (
  story: ReturnType<typeof storyIn>,
  change: Partial<OutcomeInput> & Pick<OutcomeInput, 'outcome' | 'reason'>,
) => {
  const message = story.left().at(-1);
  if (!message) throw new Error('nothing left');
  const { messageId, flow, step, entryId, dueAt } = message;
  const inputId = `${change.outcome}-${messageId}-${story.now()}`;
  const profileId = '1customer';
  return story.gets({
    kind: 'outcome',
    inputId,
    profileId,
    receivedAt: story.now(),
    messageId,
    flow,
    step,
    entryId,
    dueAt,
    ...change,
  });
};

describe('a slot that is given back', () => {
  const timerOf = (story: ReturnType<typeof storyIn>, flow: string) => {
    const entry = story.profile().enrollments.find((enrollment) => enrollment.flow === flow);
    return story.timers().find(({ entryId }) => entryId === entry?.entryId);
  };
  const skipped = { outcome: 'skipped', reason: 'content-out-of-stock' } as const;

  test('wakes who waits for one, and nobody who waits for something else', () => {
    const story = told(
      storyIn({ frequencyCap: daily }, [oneMessage('a', 0), oneMessage('b', 0), oneMessage('c', 5)]),
    );
    const [b, c] = [timerOf(story, 'b'), timerOf(story, 'c')];
    outcome(story, skipped);
    expect(timerOf(story, 'b')).not.toEqual(b);
    expect(timerOf(story, 'c')).toEqual(c);
    expect(story.passes(HOUR).steps()).toEqual(['a', 'b']);
  });

  test('wakes nobody where the message held none, nor who is woken already', () => {
    const contract = oneMessage('contract', 1, { purpose: 'transactional' });
    const story = told(storyIn({ frequencyCap: daily }, [oneMessage('a', 0), oneMessage('b', 0), contract]));
    const waits = timerOf(story.passes(HOUR), 'b');
    expect(story.steps()).toEqual(['a', 'contract']);
    expect(timerOf(outcome(story, skipped), 'b')).toEqual(waits);
    const two = { perDay: 2, perWeek: null };
    const both = told(
      storyIn({ frequencyCap: two }, [oneMessage('a', 0), oneMessage('a2', 0), oneMessage('b', 0)]),
    );
    outcome(both, skipped);
    const woken = timerOf(both, 'b');
    const [first] = both.left();
    expect(
      timerOf(outcome(both, { ...skipped, inputId: 'too', messageId: first?.messageId ?? '' }), 'b'),
    ).toEqual(woken);
    expect(both.profile().slots).toEqual([]);
  });
});

describe('the slot', () => {
  test('counts for the local day on which the message leaves, not for the one on which it fell due', () => {
    const story = told(
      storyIn({ quietHours: night, frequencyCap: daily }, [oneMessage('late', 4), oneMessage('next', 15)]),
    );
    story.passes(3 * DAY);
    // Due on Friday at 22:00 and on Saturday at 09:00 in Berlin: the first leaves on Saturday and takes that
    // day's slot.
    expect(story.sent()).toEqual(['late 11-21T07:00', 'next 11-22T07:00']);
    expect(story.skipped()).toEqual(['late deferred quiet-hours', 'next deferred frequency-cap']);
  });

  test.each(['skipped', 'failed'] as const)('is given back where the sender reports %s', (what) => {
    const story = told(
      storyIn({ frequencyCap: daily }, [oneMessage('first', 1), oneMessage('second', 2)]),
    ).passes(HOUR);
    outcome(story, { outcome: what, reason: what === 'failed' ? 'rejected' : 'exit' });
    expect(story.passes(2 * HOUR).steps()).toEqual(['first', 'second']);
  });

  test.each(['message.bounced', 'message.failed'])(
    'is given back by %s, because the message did not arrive',
    (name) => {
      const story = told(
        storyIn({ frequencyCap: daily }, [oneMessage('first', 1), oneMessage('second', 2)]),
      ).passes(HOUR);
      story.hears(name, {
        channel: 'email',
        kind: 'transient',
        message_id: story.left()[0]?.messageId ?? '',
      });
      expect(story.passes(2 * HOUR).steps()).toEqual(['first', 'second']);
    },
  );

  test('that comes free is used in the next minute by whoever waits for it, the highest priority first', () => {
    const flows = [
      oneMessage('first', 1),
      oneMessage('low', 2, { priority: 2 }),
      oneMessage('high', 3, { priority: 8 }),
    ];
    const story = told(storyIn({ frequencyCap: daily }, flows)).passes(3 * HOUR);
    expect(story.steps()).toEqual(['first']);
    story.hears('message.failed', {
      channel: 'email',
      kind: 'rejected',
      message_id: story.left()[0]?.messageId ?? '',
    });
    story.passes(2 * 60_000);
    expect(story.steps()).toEqual(['first', 'high']);
  });

  test('stays where the message was sent or nobody knows', () => {
    const story = told(storyIn({ frequencyCap: daily }, [oneMessage('first', 1), oneMessage('second', 2)]));
    expect(story.passes(3 * HOUR).steps()).toEqual(['first']);
  });

  test('moves along where the sender finds that the day has changed', () => {
    const flows = [oneMessage('first', 1), oneMessage('second', 15)];
    const story = told(storyIn({ frequencyCap: daily }, flows)).passes(6 * HOUR);
    outcome(story, { outcome: 'deferred', reason: 'frequency-cap', until: story.now() });
    story.passes(23 * HOUR);
    // Decided anew a minute later, after midnight in Berlin: it now uses up Saturday's slot.
    expect(story.sent()).toEqual(['first 11-20T18:00', 'first 11-20T23:01']);
    expect(story.passes(DAY).steps()).toEqual(['first', 'first', 'second']);
  });

  test('is taken by marketing alone: messages under contract neither wait nor count', () => {
    const contract = oneMessage('news', 1, { purpose: 'transactional' });
    const story = told(storyIn({ quietHours: night, frequencyCap: daily }, [contract, oneMessage('ad', 2)]));
    story.passes(DAY);
    expect(story.sent()).toEqual(['news 11-20T18:00', 'ad 11-20T19:00']);
    const atNight = told(
      storyIn({ quietHours: night, frequencyCap: daily }, [contract], '2026-11-20T21:00:00Z'),
    );
    expect(atNight.passes(2 * HOUR).sent()).toEqual(['news 11-20T22:00']);
  });
});

describe('who goes first', () => {
  test('of several that wait for the same morning, is the flow of the highest priority, then the one that has waited longest', () => {
    const flows = [
      oneMessage('low', 4, { priority: 1 }),
      oneMessage('middle-late', 6),
      oneMessage('middle-early', 5),
      oneMessage('high', 7, { priority: 9 }),
    ];
    const story = told(storyIn({ quietHours: night, frequencyCap: daily }, flows)).passes(5 * DAY);
    expect(story.sent()).toEqual(['high 11-21T07:00', 'middle-early 11-22T07:00', 'middle-late 11-23T07:00']);
    expect(story.skipped()).toContain('low skipped expired');
  });

  test('does not depend on which timer fires first: what falls due afresh at that moment is ranked along', () => {
    const fresh = flowOf({
      id: 'fresh',
      priority: 1,
      list: [
        { kind: 'wait', id: 'morning', wait: { kind: 'until', hour: 8, minute: 0 }, next: 'fresh' },
        send('fresh', null),
      ],
    });
    const story = told(
      storyIn({ quietHours: night, frequencyCap: daily }, [fresh, oneMessage('waiting', 5, { priority: 9 })]),
    );
    expect(story.passes(3 * DAY).sent()).toEqual(['waiting 11-21T07:00', 'fresh 11-22T07:00']);
  });

  test('is kept after an outage, when the sweep wakes everybody', () => {
    const flows = [oneMessage('low', 1, { priority: 1 }), oneMessage('high', 2, { priority: 9 })];
    const story = told(storyIn({ frequencyCap: daily }, flows)).sleeps(3 * HOUR);
    story.gets({ kind: 'wake', inputId: 'wake', profileId: '1customer', receivedAt: story.now() });
    expect(story.steps()).toEqual(['high']);
  });
});

describe('three in seven days', () => {
  test('holds the fourth back until the first is seven days old, not for three weeks', () => {
    const flows = [0, 24, 48].map((hours) => oneMessage(`m${hours}`, hours));
    const fourth = flowOf({
      id: 'fourth',
      list: [wait('w', 72 * HOUR, 'fourth'), send('fourth', null, 30 * DAY)],
    });
    const story = told(storyIn({ frequencyCap: { perDay: 1, perWeek: 3 } }, [...flows, fourth])).passes(
      20 * DAY,
    );
    expect(story.sent()).toEqual([
      'm0 11-20T17:00',
      'm24 11-21T17:00',
      'm48 11-22T17:00',
      'fourth 11-27T17:00',
    ]);
  });
});

describe('Sundays and holidays', () => {
  test('are quiet where the shop says so: what falls due on Christmas Day leaves on the first working morning', () => {
    const quietHours = { ...night, sundays: true, holidays: ['2026-12-25', '2026-12-26'] };
    const flow = flowOf({ id: 'x', list: [wait('w', HOUR, 'x'), send('x', null, 5 * DAY)] });
    const story = told(storyIn({ quietHours }, [flow], '2026-12-25T10:00:00Z'));
    expect(story.passes(6 * DAY).sent()).toEqual(['x 12-28T07:00']);
  });
});

describe('the timeline', () => {
  test('keeps the reason of every deferral, also after the message has left', () => {
    const story = told(storyIn({ quietHours: night }, [oneMessage('late', 5)])).passes(DAY);
    expect(
      story.told.filter((entry) => entry.type === 'decision' && entry.what === 'deferred'),
    ).toMatchObject([
      { reason: 'quiet-hours', until: at('2026-11-21T07:00:00Z'), flow: 'late', step: 'late' },
    ]);
  });

  test('says of what came too late that it was, and what held it back', () => {
    const brief = flowOf({ id: 'brief', list: [wait('w', 5 * HOUR, 'brief'), send('brief', null, HOUR)] });
    const story = told(storyIn({ quietHours: night }, [brief])).passes(DAY);
    expect(story.skipped()).toEqual(['brief skipped expired']);
    expect(story.decisions()).toContain('noted quiet-hours');
  });
});
