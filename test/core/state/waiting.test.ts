/** The waiting list of a product: bounded, who asked before who carted before who looked, and it forgets. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WISH_KINDS } from '../../../core/events/catalogue-news.ts';
import { LIMITS } from '../../../core/limits.ts';
import { pageExpires, pageWith, placeOf, type WaitingEntry } from '../../../core/state/waiting.ts';
import { DAY } from '../../support/flows.ts';
import { runs } from '../../support/runs.ts';

const NOW = 1_000 * DAY;
const entry = (profileId: string, by: WaitingEntry['by']): WaitingEntry => ({ profileId, by });
const put = (one: WaitingEntry) => ({ product: 'p', profileId: one.profileId, entry: one });

const anyEntry = fc.record({
  profileId: fc.integer({ min: 1, max: 60 }).map(String),
  kind: fc.constantFrom(...WISH_KINDS),
  days: fc.integer({ min: 0, max: 29 }),
});

describe('a page of a waiting list', () => {
  test('never holds more than its bound, and loses nobody who asked while others stand on it', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 120 }), (happenings) => {
        const asked = new Set<string>();
        let page: readonly WaitingEntry[] = [];
        for (const { profileId, kind, days } of happenings) {
          const known = page.find((one) => one.profileId === profileId)?.by ?? {};
          page = pageWith(page, [put(entry(profileId, { ...known, [kind]: NOW - days * DAY }))], NOW);
          if (kind === 'wanted') asked.add(profileId);
          expect(page.length).toBeLessThanOrEqual(LIMITS.waitingPerPage);
          const lost = [...asked].filter((id) => !page.some((one) => one.profileId === id && one.by.wanted));
          if (lost.length > 0) expect(page.every(({ by }) => by.wanted !== undefined)).toBe(true);
        }
      }),
      { numRuns: runs(150) },
    );
  });

  test('forgets who looked after 30 days, who carted after 60 and who asked after 180', () => {
    const page = [
      entry('looked', { viewed: NOW - 31 * DAY }),
      entry('carted', { carted: NOW - 31 * DAY }),
      entry('asked', { wanted: NOW - 179 * DAY }),
    ];
    expect(pageWith(page, [], NOW).map(({ profileId }) => profileId)).toEqual(['asked', 'carted']);
  });

  test('keeps, of too many alike, those who had to do with it last', () => {
    const many = Array.from({ length: LIMITS.waitingPerPage }, (_, n) =>
      entry(`v${n}`, { viewed: NOW - n, carted: NOW - 70 * DAY }),
    );
    const [last] = many.slice(-1);
    const page = pageWith(many.toReversed(), [put(entry('new', { viewed: NOW }))], NOW);
    expect(page).toHaveLength(LIMITS.waitingPerPage);
    expect(page).not.toContainEqual(last);
    expect(
      page
        .slice(0, 2)
        .map(({ profileId }) => profileId)
        .toSorted(),
    ).toEqual(['new', 'v0']);
  });

  test('is over when the last on it waits no longer; an empty one is over at once', () => {
    const page = [entry('a', { viewed: NOW }), entry('b', { wanted: NOW - DAY })];
    expect(pageExpires(page)).toBe(NOW - DAY + LIMITS.wantedMs);
    expect(pageExpires([])).toBe(0);
  });

  test('has one entry for each size that somebody waits for, and loses the one that is taken off', () => {
    const sizes = ['s', 'm'].map((variant) => ({ ...entry('a', { wanted: NOW }), variant }));
    const page = pageWith(
      [],
      sizes.map((one) => ({ ...put(one), variant: one.variant })),
      NOW,
    );
    expect(page).toHaveLength(2);
    expect(pageWith(page, [{ product: 'p', profileId: 'a', variant: 's' }], NOW)).toEqual([sizes[1]]);
  });
});

describe('the order in which people are told', () => {
  test('is who asked, who carted, who looked, and of each who has waited longest', () => {
    const people = [
      entry('v', { viewed: NOW - 9 * DAY }),
      entry('w2', { wanted: NOW - DAY, viewed: NOW - 8 * DAY }),
      entry('c', { carted: NOW - 3 * DAY }),
      entry('w1', { wanted: NOW - 2 * DAY }),
    ];
    const places = people.map((one) => placeOf(one, NOW)).toSorted();
    expect(places.map((place) => place.split('#')[2])).toEqual(['w1', 'w2', 'c', 'v']);
  });
});

test('a place is text of one length up to the name, and tells two sizes apart', () => {
  expect(placeOf(entry('a', { wanted: 12 }), 12)).toBe('0#0000000000000012#a#');
  expect(placeOf({ ...entry('a', { viewed: 12 }), variant: 'm' }, 12)).toBe('2#0000000000000012#a#m');
  expect(placeOf(entry('a', {}), NOW)).toBe('2#0000000000000000#a#');
});
