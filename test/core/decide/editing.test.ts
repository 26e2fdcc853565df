/**
 * Editing a live flow: waiting people go on by the policy of the publish, and nobody is bombarded (rule 7).
 */
import { describe, expect, test } from 'vitest';
import type { CompiledFlow } from '../../../core/program/program.ts';
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
