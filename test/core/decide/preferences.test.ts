/**
 * The customer's own choices in stories of the engine: topics, the pause and the frequency (rules 5 and 12).
 */
import { describe, expect, test } from 'vitest';
import { toIso } from '../../../core/time/instant.ts';
import { cartFlow, DAY, flowOf, HOUR, programOf, send, wait } from '../../support/flows.ts';
import { START, storyOf } from '../../support/story.ts';

const offer = { kind: 'free-shipping' as const, code: 'FREI', validFor: '3d' };
const shop = (topic?: 'offers') => storyOf(programOf([cartFlow(topic ? { topic } : {})], { offer }));
const ALL_BUT_OFFERS = { newsletter: true, offers: false, 'product-care': true, reviews: true };

describe('a topic left', () => {
  test('ends the messages of its flows for want of a basis, on whichever channel', () => {
    const story = shop('offers')
      .consents()
      .hears('preferences.changed', { topics: ALL_BUT_OFFERS, frequency: 'shop' })
      .cart();
    expect(story.passes(5 * DAY).skipped()).toEqual([
      'help skipped no-legal-basis',
      'reviews skipped no-legal-basis',
      'offer skipped no-legal-basis',
    ]);
  });

  test('leaves other flows alone, and those that have no topic', () => {
    const story = shop()
      .consents()
      .hears('preferences.changed', { topics: ALL_BUT_OFFERS, frequency: 'shop' })
      .cart();
    expect(story.passes(5 * DAY).steps()).toEqual(['help', 'reviews', 'offer']);
  });

  test('and taken up again lets the rest go, also where the older news comes last', () => {
    const story = shop('offers').consents().cart();
    story.hears('preferences.changed', { topics: { ...ALL_BUT_OFFERS, offers: true } });
    story.hears('preferences.changed', { topics: ALL_BUT_OFFERS }, { ago: 5 * HOUR });
    expect(story.passes(5 * DAY).steps()).toEqual(['help', 'reviews', 'offer']);
  });

  test('does not touch messages under contract', () => {
    const contract = flowOf({
      id: 'shipping',
      purpose: 'transactional',
      topic: 'offers',
      list: [wait('w', HOUR, 'news'), send('news', null)],
    });
    const story = storyOf(programOf([contract]))
      .hears('preferences.changed', { topics: ALL_BUT_OFFERS })
      .cart();
    expect(story.passes(DAY).steps()).toEqual(['news']);
  });
});

describe('a choice', () => {
  const OFFERS_OFF = { topics: { offers: false } };

  test('is made in the preference centre alone, by yes or no to topics that there are', () => {
    const chosen = (name: string, topics: object) =>
      shop()
        .hears(name, { topics: { ...topics } })
        .profile().preferences;
    expect(chosen('customer.updated', OFFERS_OFF.topics)).toBeUndefined();
    const { topics } = chosen('preferences.changed', { reviews: 'no', offers: false, politics: true }) ?? {};
    expect(topics).toEqual({ offers: { on: false, at: START } });
  });

  test('about one thing leaves the others as they were', () => {
    const story = shop().consents();
    story.hears('preferences.changed', { paused_until: toIso(START + 30 * DAY) });
    story.hears('preferences.changed', { frequency: 'weekly' }).hears('preferences.changed', OFFERS_OFF);
    const { preferences } = story.profile();
    expect(preferences).toMatchObject({ pausedUntil: START + 30 * DAY, frequency: 'weekly' });
    expect(preferences).not.toHaveProperty('pauseEndedAt');
  });
});

describe('a pause', () => {
  const pausedFor30 = (story: ReturnType<typeof shop>) =>
    story.hears('preferences.changed', { paused_until: toIso(story.now() + 30 * DAY) });

  test('stops marketing with its own reason, and after it things go on', () => {
    const story = pausedFor30(shop().consents()).cart();
    expect(story.passes(5 * DAY).skipped()).toEqual([
      'help skipped paused',
      'reviews skipped paused',
      'offer skipped paused',
    ]);
    story
      .passes(26 * DAY)
      .cart(1, { checkout: 'c-2' })
      .passes(2 * HOUR);
    expect(story.steps()).toEqual(['help']);
  });

  test('that is ended early is over at once', () => {
    const story = pausedFor30(shop().consents())
      .cart()
      .passes(2 * HOUR);
    story.hears('preferences.changed', { pause_ended: true });
    expect(story.passes(5 * DAY).steps()).toEqual(['reviews', 'offer']);
  });
});

describe('how often', () => {
  test('once a week: the next waits until the seven days are over, while it is of use', () => {
    const flow = flowOf({
      id: 'care',
      list: [wait('w1', HOUR, 'one'), send('one', 'w2'), wait('w2', DAY, 'two'), send('two', null, 10 * DAY)],
    });
    const story = storyOf(programOf([flow]))
      .consents()
      .hears('preferences.changed', { frequency: 'weekly' })
      .cart();
    expect(story.passes(9 * DAY).sent()).toEqual(['one 11-20T18:00', 'two 11-27T18:00']);
    expect(story.skipped()).toEqual(['two deferred frequency-cap']);
  });

  test('once a month: what would come too late to be of use is skipped, and the timeline says what it would have waited for', () => {
    const story = shop()
      .consents()
      .hears('preferences.changed', { frequency: 'monthly' })
      .cart()
      .passes(5 * DAY);
    expect(story.skipped()).toEqual(['reviews skipped expired', 'offer skipped expired']);
    expect(story.decisions().filter((what) => what.startsWith('noted'))).toEqual([
      'noted frequency-cap',
      'noted frequency-cap',
    ]);
  });

  test('as the shop likes it: nothing is held back', () => {
    const story = shop().consents().hears('preferences.changed', { frequency: 'monthly' });
    story.hears('preferences.changed', { frequency: 'shop' }).cart();
    expect(story.passes(5 * DAY).steps()).toEqual(['help', 'reviews', 'offer']);
  });
});
