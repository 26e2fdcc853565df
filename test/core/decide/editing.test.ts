/**
 * Editing a live flow: waiting people go on by the policy of the publish, and nobody is bombarded (rule 7).
 */
import { describe, expect, test } from 'vitest';
import type { CompiledFlow, CompiledStep } from '../../../core/program/program.ts';
import { cartFlow, DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { storyOf } from '../../support/story.ts';

const settings = { offer: { kind: 'free-shipping' as const, code: 'FREI', validFor: '3d' } };
const edited = (change: Partial<CompiledFlow>) => programOf([cartFlow({ since: 2, ...change })], settings, 2);
const waitingForReviews = () =>
  storyOf(programOf([cartFlow()], settings))
    .consents()
    .cart()
    .passes(2 * HOUR);

describe('under follow', () => {
  test('a longer wait is waited out', () => {
    const steps = { ...cartFlow().steps, 'wait-24h': wait('wait-24h', 48 * HOUR, 'reviews') };
    expect(
      waitingForReviews()
        .publishes(edited({ steps }))
        .passes(60 * HOUR)
        .sent(),
    ).toEqual(['help 11-20T18:00', 'reviews 11-22T18:00']);
  });

  test('a step that is gone leads to the next one that survives', () => {
    const { 'wait-24h': _gone, ...steps } = cartFlow().steps;
    const help = send('help', 'reviews', 12 * HOUR);
    const story = waitingForReviews().publishes(
      edited({ steps: { ...steps, help }, removed: { 'wait-24h': 'reviews' } }),
    );
    expect(story.passes(30 * HOUR).steps()).toEqual(['help', 'reviews']);
  });

  test('a wait that takes the place of a step that is gone is waited out', () => {
    const flow = (list: readonly CompiledStep[], change: Partial<CompiledFlow> = {}) =>
      flowOf({ id: 'f', list, ...change });
    const later = flow([wait('w2', DAY, 'mail'), send('mail', null)], { since: 2, removed: { w1: 'w2' } });
    const story = storyOf(programOf([flow([wait('w1', HOUR, 'mail'), send('mail', null)])]))
      .consents()
      .cart();
    story.publishes(programOf([later], {}, 2)).passes(3 * DAY);
    expect(story.sent()).toEqual(['mail 11-21T18:00']);
  });

  test('a message that was put off and whose step is gone ends as skipped, and the next one goes on', () => {
    const quietHours = { from: '17:00', to: '08:00', sundays: false, holidays: [] };
    const before = flowOf({ id: 'f', list: [send('a', 'b'), send('b', null)] });
    const after = flowOf({ id: 'f', since: 2, list: [send('b', null)], removed: { a: 'b' } });
    const story = storyOf(programOf([before], { quietHours }))
      .consents()
      .cart();
    expect(story.skipped()).toEqual(['a deferred quiet-hours']);
    story.publishes(programOf([after], { quietHours }, 2)).passes(DAY);
    expect(story.skipped().slice(1)).toEqual(['a skipped step-removed']);
    expect(story.sent()).toEqual(['b 11-21T07:00']);
  });

  test('where no step survives the enrollment ends as step-removed, without a throw', () => {
    const story = waitingForReviews().publishes(
      programOf(
        [
          flowOf({
            id: 'abandoned-cart',
            since: 2,
            list: [send('other', null)],
            removed: { 'wait-24h': null },
          }),
        ],
        settings,
        2,
      ),
    );
    expect(story.passes(5 * DAY).steps()).toEqual(['help']);
    expect(story.decisions()).toContain('exited step-removed');
  });

  test('a deleted flow ends its enrollments', () => {
    expect(
      waitingForReviews()
        .publishes(programOf([], settings, 2))
        .passes(5 * DAY)
        .decisions(),
    ).toContain('exited step-removed');
  });
});

describe('under finish', () => {
  test('people inside go on in the version they entered', () => {
    const old = cartFlow();
    const renewed = flowOf({
      id: 'abandoned-cart',
      since: 2,
      onEdit: 'finish',
      list: [send('quick', null)],
      earlier: [old],
    });
    expect(
      waitingForReviews()
        .publishes(programOf([renewed], settings, 2))
        .passes(5 * DAY)
        .skipped(),
    ).toEqual(['reviews skipped template-missing', 'offer skipped template-missing']);
    const kept = { ...programOf([renewed], settings, 2), templates: programOf([old], settings).templates };
    expect(
      waitingForReviews()
        .publishes(kept)
        .passes(5 * DAY)
        .steps(),
    ).toEqual(['help', 'reviews', 'offer']);
  });
});

describe('which version', () => {
  const named = (id: string, since: number, change: Partial<CompiledFlow> = {}) =>
    flowOf({ id: 'f', since, list: [wait(`${id}-w`, HOUR, id), send(id, null)], ...change });
  const [one, two] = [named('one', 1), named('two', 2)];
  const three = (onEdit: CompiledFlow['onEdit']) =>
    programOf(
      [named('three', 3, { onEdit, earlier: [two, one], removed: { 'one-w': 'three', 'two-w': 'three' } })],
      {},
      3,
    );
  /** Who entered under each of the three publishes. */
  const entered = (onEdit: CompiledFlow['onEdit']) =>
    [1, 2, 3].map((seq) => {
      const live = three(onEdit);
      const all = {
        ...live,
        templates: { ...programOf([one]).templates, ...programOf([two]).templates, ...live.templates },
      };
      const story = storyOf(programOf([one])).consents();
      if (seq === 1) story.cart();
      story.publishes(programOf([{ ...two, onEdit, earlier: [one] }], {}, 2));
      if (seq === 2) story.cart();
      story.publishes(all);
      if (seq === 3) story.cart();
      return story.passes(DAY).steps();
    });

  test('is the one that was entered, the live one, or none, by the policy of the publish', () => {
    expect(entered('finish')).toEqual([['one'], ['two'], ['three']]);
    expect(entered('follow')).toEqual([['three'], ['three'], ['three']]);
    expect(entered('only-new')).toEqual([[], [], ['three']]);
  });
});

describe('under only-new', () => {
  test('people inside leave', () => {
    const renewed = flowOf({
      id: 'abandoned-cart',
      since: 2,
      onEdit: 'only-new',
      list: [send('quick', null)],
      earlier: [cartFlow()],
    });
    expect(
      waitingForReviews()
        .publishes(programOf([renewed], settings, 2))
        .passes(5 * DAY)
        .steps(),
    ).toEqual(['help']);
  });
});

describe('a pause', () => {
  test('holds messages back, and what is no longer useful afterwards is skipped as expired', () => {
    const story = storyOf(programOf([cartFlow()], settings))
      .consents()
      .cart()
      .publishes(programOf([cartFlow()], settings), { paused: ['abandoned-cart'] });
    story.passes(20 * HOUR);
    expect(story.steps()).toEqual([]);
    expect(story.skipped().at(-1)).toBe('help skipped expired');
  });

  test('that ends in time lets the message leave once, and the next ones keep their distance', () => {
    const story = storyOf(programOf([cartFlow()], settings))
      .consents()
      .cart()
      .publishes(programOf([cartFlow()], settings), { paused: ['abandoned-cart'] });
    story.passes(6 * HOUR).publishes(programOf([cartFlow()], settings));
    const times = story
      .passes(5 * DAY)
      .left()
      .map((message) => message.at);
    expect(times).toHaveLength(3);
    expect(Math.min(...times.slice(1).map((at, index) => at - (times[index] ?? 0)))).toBeGreaterThanOrEqual(
      24 * HOUR,
    );
  });
});

describe('after an outage of many days', () => {
  test('one customer gets no two messages at once, and later ones keep their distance', () => {
    const slow = flowOf({
      id: 'slow',
      list: [
        wait('w1', HOUR, 'a'),
        send('a', 'w2', 30 * DAY),
        wait('w2', HOUR, 'b'),
        send('b', null, 30 * DAY),
      ],
    });
    const story = storyOf(programOf([slow], settings))
      .consents()
      .cart();
    const missed = story.timers();
    story.sleeps(5 * DAY);
    for (const timer of missed)
      story.gets({
        kind: 'timer',
        inputId: timer.id,
        profileId: '1customer',
        receivedAt: timer.at,
        timerId: timer.id,
        entryId: timer.entryId,
      });
    expect(story.steps()).toEqual(['a']);
    expect(story.passes(2 * HOUR).steps()).toEqual(['a', 'b']);
  });
});
