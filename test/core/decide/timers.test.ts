/**
 * Timers, outcomes that come back, and repeats: one live timer per waiting enrollment, and nothing done twice
 * (rules 3 and 12).
 */
import { describe, expect, test } from 'vitest';
import type { OutcomeInput } from '../../../core/state/input.ts';
import { cartFlow, DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const MINUTE = 60_000;
const settings = { offer: { kind: 'free-shipping' as const, code: 'FREI', validFor: '3d' } };
const shop = () =>
  storyOf(programOf([cartFlow()], settings))
    .consents()
    .cart();

describe('a timer', () => {
  test('that is not the live one does nothing', () => {
    const story = shop();
    const entryId = story.profile().enrollments[0]?.entryId ?? '';
    story.gets({
      kind: 'timer',
      inputId: 'stale',
      profileId: '1customer',
      receivedAt: 0,
      timerId: 'stale',
      entryId,
    });
    expect(story.steps()).toEqual([]);
    expect(story.timers()).toHaveLength(1);
  });

  test('that fires twice sends once', () => {
    const story = shop();
    const [timer] = story.timers();
    story.passes(2 * HOUR).gets({
      kind: 'timer',
      inputId: timer?.id ?? '',
      profileId: '1customer',
      receivedAt: 0,
      timerId: timer?.id ?? '',
      entryId: timer?.entryId ?? '',
    });
    expect(story.steps()).toEqual(['help']);
  });

  test('that fires early is armed anew under another id', () => {
    const story = shop();
    const [early] = story.timers();
    story.gets({
      kind: 'timer',
      inputId: early?.id ?? '',
      profileId: '1customer',
      receivedAt: 0,
      timerId: early?.id ?? '',
      entryId: early?.entryId ?? '',
    });
    expect(story.steps()).toEqual([]);
    expect(story.timers().some((timer) => timer.id !== early?.id)).toBe(true);
  });

  test('that was lost is made good by the wake of the sweep', () => {
    const story = shop();
    story
      .sleeps(2 * HOUR)
      .gets({ kind: 'wake', inputId: 'wake-1', profileId: '1customer', receivedAt: story.now() });
    expect(story.steps()).toEqual(['help']);
    expect(story.timers()).toHaveLength(1);
  });

  test('is called off when the enrollment ends', () => {
    expect(shop().orders().timers()).toHaveLength(0);
  });
});

describe('the same event', () => {
  test('heard twice changes nothing the second time', () => {
    const story = storyOf(programOf([cartFlow()], settings))
      .consents()
      .cart(2, { id: 'same' });
    const before = story.profile();
    expect(story.cart(2, { id: 'same' }).profile()).toBe(before);
  });
});

const deferral = (story: ReturnType<typeof shop>, until: number): OutcomeInput => {
  const message = story.left().at(-1);
  if (!message) throw new Error('nothing left');
  const { messageId, flow, step, entryId, dueAt } = message;
  return {
    kind: 'outcome',
    inputId: `defer-${until}`,
    profileId: '1customer',
    receivedAt: story.now(),
    messageId,
    flow,
    step,
    entryId,
    dueAt,
    outcome: 'deferred',
    reason: 'quiet-hours',
    until,
  };
};

describe('a message that the sender deferred', () => {
  test('leaves later under the same id, and the next wait counts from then', () => {
    const story = shop().passes(HOUR);
    story.gets(deferral(story, story.now() + 5 * HOUR));
    expect(story.timers()).toHaveLength(1);
    story.passes(DAY + 6 * HOUR);
    expect(story.sent()).toEqual(['help 11-20T18:00', 'help 11-20T23:00', 'reviews 11-21T23:00']);
    expect(
      new Set(
        story
          .left()
          .slice(0, 2)
          .map((message) => message.messageId),
      ).size,
    ).toBe(1);
  });

  test('takes up an enrollment again that had ended with it', () => {
    const story = storyOf(
      programOf([flowOf({ id: 'one', list: [wait('w', HOUR, 'a'), send('a', null)] })], settings),
    )
      .consents()
      .cart()
      .passes(2 * HOUR);
    expect(story.profile().enrollments).toHaveLength(0);
    story.gets(deferral(story, story.now() + HOUR));
    expect(story.profile()).toMatchObject({ enrollments: [{ step: 'a' }], lastEntries: {} });
    expect(Object.keys(story.profile().lastEntries)).toEqual([]);
    story.passes(3 * HOUR);
    expect(story.steps()).toEqual(['a', 'a']);
  });

  test('is shown as deferred, with the reason and until when', () => {
    const story = shop().passes(HOUR);
    const until = story.now() + 5 * HOUR;
    story.gets(deferral(story, until));
    expect(story.told.findLast(({ type }) => type === 'message')).toMatchObject({
      ...{ step: 'help', channel: 'email', outcome: 'deferred', reason: 'quiet-hours', until },
    });
  });

  test('waits once, however often the sender says so', () => {
    const story = shop().passes(HOUR);
    story.gets(deferral(story, story.now() + 5 * HOUR));
    const timers = story.timers();
    story.gets(deferral(story, story.now() + 9 * HOUR));
    expect(story.timers()).toEqual(timers);
  });

  test('is tried at once where its time is over when that is heard', () => {
    const story = shop().passes(HOUR);
    story.gets({ ...deferral(story, story.now()), receivedAt: story.now() - HOUR });
    expect(story.sent()).toEqual(['help 11-20T18:00', 'help 11-20T18:00']);
  });

  test('waits for a minute at least, however the clocks of the two differ', () => {
    const story = shop().passes(HOUR);
    story.gets(deferral(story, story.now() - 2_000));
    expect(story.steps()).toEqual(['help']);
    expect(story.passes(3 * MINUTE).sent()).toEqual(['help 11-20T18:00', 'help 11-20T18:01']);
  });

  test('after an exit stays away', () => {
    const story = shop().passes(HOUR);
    const deferred = deferral(story, story.now() + HOUR);
    expect(story.orders().gets(deferred).passes(DAY).steps()).toEqual(['help']);
    expect(story.skipped()).toContain('help skipped exit');
  });
});

const branch = (name: string) =>
  Object.fromEntries([
    ['name', name],
    ['weight', 1],
    ['then', name],
  ]) as Readonly<{ name: string; weight: number; then: string }>;

describe('splits and holdouts', () => {
  test('repeat for the same person, and a holdout of a hundred per cent sends nothing', () => {
    const split = flowOf({
      id: 's',
      list: [
        {
          kind: 'split',
          id: 'ab',
          branches: [branch('a'), branch('b')],
        },
        send('a', null),
        send('b', null),
      ],
    });
    const run = () =>
      storyOf(programOf([split], settings))
        .consents()
        .cart()
        .steps();
    expect(run()).toEqual(run());
    expect(
      storyOf(programOf([{ ...split, holdout: 100 }], settings))
        .consents()
        .cart()
        .decisions(),
    ).toContain('holdout');
  });
});
