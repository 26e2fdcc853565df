/** A customer's own choices, in whatever order they arrive. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changePreferences,
  hasLeft,
  type PreferenceChange,
  pausedUntil,
  stricterPreferences,
} from '../../../core/consent/preferences.ts';
import { LIMITS } from '../../../core/limits.ts';
import { present } from '../../../core/present.ts';
import type { Preferences } from '../../../core/state/preferences.ts';
import { DAY } from '../../support/flows.ts';

const AT = Date.UTC(2026, 10, 20, 9);
const chosen = (preferences: Preferences, gate = {}) => ({ profile: { preferences }, gate });
const saved = (topics: PreferenceChange['topics'], at = AT): Preferences =>
  changePreferences(undefined, present({ at, frequency: 'shop', topics }));

describe('a topic', () => {
  test('nobody chose anything about is wanted', () => {
    expect(hasLeft('offers', { profile: {} })).toBe(false);
  });

  test('left at the gate is left, though the profile knows nothing of it yet', () => {
    expect(hasLeft('offers', { profile: {}, gate: { topicsStopped: { offers: AT } } })).toBe(true);
    expect(hasLeft('reviews', { profile: {}, gate: { topicsStopped: { offers: AT } } })).toBe(false);
  });

  test('wanted again later is wanted, at the same instant it is not', () => {
    const gate = { topicsStopped: { offers: AT } };
    expect(hasLeft('offers', chosen(saved({ offers: true }, AT + 1), gate))).toBe(false);
    expect(hasLeft('offers', chosen(saved({ offers: true }, AT), gate))).toBe(true);
  });

  test('goes by the newest choice, whatever order they are heard in', () => {
    const off = { at: AT, topics: { offers: false } };
    const on = { at: AT + 5, topics: { offers: true } };
    for (const order of [
      [off, on],
      [on, off],
    ]) {
      const preferences = order.reduce<Preferences | undefined>(changePreferences, undefined);
      expect(preferences?.topics.offers).toEqual({ on: true, at: AT + 5 });
    }
  });
});

describe('a pause', () => {
  const paused = changePreferences(undefined, { at: AT, pausedUntil: AT + LIMITS.marketingPauseMs });

  test('holds thirty days and then is over by itself', () => {
    expect(LIMITS.marketingPauseMs).toBe(30 * DAY);
    expect(pausedUntil(chosen(paused), AT + 30 * DAY - 1)).toBe(AT + 30 * DAY);
    expect(pausedUntil(chosen(paused), AT + 30 * DAY)).toBeUndefined();
  });

  test('at the gate holds before the profile hears of it', () => {
    expect(pausedUntil({ profile: {}, gate: { pausedUntil: AT + 30 * DAY } }, AT)).toBe(AT + 30 * DAY);
  });

  test('ended early is over, and a new one after that holds', () => {
    const ended = changePreferences(paused, { at: AT + DAY, pauseEnded: true });
    const gate = { pausedUntil: AT + 30 * DAY };
    expect(pausedUntil(chosen(ended, gate), AT + 2 * DAY)).toBeUndefined();
    expect(pausedUntil(chosen(ended, { pausedUntil: AT + 33 * DAY }), AT + 4 * DAY)).toBe(AT + 33 * DAY);
  });

  test('changes neither topics nor frequency, and saving those does not end it', () => {
    const known = changePreferences(undefined, { at: AT, topics: { offers: false }, frequency: 'weekly' });
    const then = changePreferences(known, { at: AT + 1, pausedUntil: AT + 30 * DAY });
    expect(then).toMatchObject({ topics: { offers: { on: false } }, frequency: 'weekly' });
    const later = changePreferences(then, { at: AT + 2, topics: { offers: true }, frequency: 'shop' });
    expect(later).toMatchObject({ pausedUntil: AT + 30 * DAY });
    expect(later.frequency).toBeUndefined();
  });
});

test('any changes give the same choices in whatever order they come', () => {
  const change: fc.Arbitrary<PreferenceChange> = fc.record(
    {
      at: fc.integer({ min: 0, max: 20 }),
      topics: fc.dictionary(fc.constantFrom('newsletter', 'offers', 'product-care', 'reviews'), fc.boolean()),
      pausedUntil: fc.integer({ min: 1, max: 99 }),
      pauseEnded: fc.boolean(),
    },
    { requiredKeys: ['at'] },
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
      const inOrder = changes.reduce<Preferences | undefined>(changePreferences, undefined);
      expect(changes.toReversed().reduce<Preferences | undefined>(changePreferences, undefined)).toEqual(
        inOrder,
      );
    }),
  );
});

test('of two profiles that become one the stricter choices hold', () => {
  const a: Preferences = {
    at: 5,
    topics: { offers: { on: true, at: 5 } },
    frequency: 'weekly',
    pausedUntil: 9,
  };
  const b: Preferences = { at: 3, topics: { offers: { on: false, at: 3 } }, frequency: 'monthly' };
  const both = { at: 5, topics: { offers: { on: false, at: 3 } }, frequency: 'monthly', pausedUntil: 9 };
  expect(stricterPreferences(a, b)).toEqual(both);
  expect(stricterPreferences(b, a)).toEqual(both);
  expect(stricterPreferences(undefined, a)).toBe(a);
  const ended: Preferences = { at: 1, topics: {}, pausedUntil: 7, pauseEndedAt: 6 };
  expect(stricterPreferences(ended, a)).not.toHaveProperty('pauseEndedAt');
  expect(stricterPreferences(a, ended)).not.toHaveProperty('pauseEndedAt');
  expect(stricterPreferences(b, ended)).toMatchObject({ pausedUntil: 7, pauseEndedAt: 6 });
});

describe('a change', () => {
  const known: Preferences = { at: AT, topics: { offers: { on: true, at: AT } }, frequency: 'weekly' };

  test('of how often counts where it is as new as the one before, and an older one does not', () => {
    expect(changePreferences(known, { at: AT, frequency: 'monthly' })).toMatchObject({
      frequency: 'monthly',
    });
    const older = changePreferences(known, { at: AT - 1, frequency: 'monthly' });
    expect(older).toMatchObject({ at: AT, frequency: 'weekly' });
    expect(changePreferences(known, { at: AT + 5, frequency: 'monthly' })).toMatchObject({ at: AT + 5 });
  });

  test('to what the shop does leaves no wish', () => {
    expect(changePreferences(known, { at: AT + 1, frequency: 'shop' })).not.toHaveProperty('frequency');
  });

  test('of something else leaves how often, and the time of that, as they are', () => {
    const changed = changePreferences(known, { at: AT + 9, topics: { offers: false } });
    expect(changed).toMatchObject({ at: AT, frequency: 'weekly' });
    expect(changePreferences(undefined, { at: AT, pausedUntil: AT + 1 })).not.toHaveProperty('frequency');
  });

  test('of a topic at the same moment counts where it leaves', () => {
    const offers = (on: boolean, before: Preferences) =>
      changePreferences(before, { at: AT, topics: { offers: on } }).topics.offers?.on;
    expect(offers(false, known)).toBe(false);
    expect(offers(true, { ...known, topics: { offers: { on: false, at: AT } } })).toBe(false);
  });

  test('of a pause keeps the later end, in whatever order they come', () => {
    const [early, late] = [
      { at: AT, pausedUntil: AT + 1 },
      { at: AT, pausedUntil: AT + 2 },
    ];
    expect(changePreferences(changePreferences(undefined, late), early).pausedUntil).toBe(AT + 2);
    expect(changePreferences(changePreferences(undefined, early), late).pausedUntil).toBe(AT + 2);
    const ended = { at: AT + 3, pauseEnded: true };
    expect(changePreferences(changePreferences(undefined, ended), { ...ended, at: AT }).pauseEndedAt).toBe(
      AT + 3,
    );
  });

  test('that ends a pause leaves the one that begins at that moment', () => {
    const ended = (pauseEndedAt: number): Preferences => ({
      at: 0,
      topics: {},
      pausedUntil: AT + LIMITS.marketingPauseMs,
      pauseEndedAt,
    });
    expect(pausedUntil(chosen(ended(AT)), AT + 1)).toBe(AT + LIMITS.marketingPauseMs);
    expect(pausedUntil(chosen(ended(AT + 1)), AT + 2)).toBeUndefined();
  });
});
