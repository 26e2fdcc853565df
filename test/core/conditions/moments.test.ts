/** The moments that counts keep: how they sort, which are kept, and what stands in before anybody counted. */
import { describe, expect, it } from 'vitest';
import {
  keepFor,
  knownBefore,
  momentMark,
  momentOf,
  momentsNeeded,
  momentsOf,
  timeOfMoment,
  withMoments,
} from '../../../core/conditions/moments.ts';
import { LIMITS } from '../../../core/limits.ts';
import { COUPON_ISSUED } from '../../../core/state/coupons.ts';
import { someone } from '../../support/conditions.ts';
import { DAY } from '../../support/flows.ts';
import { START } from '../../support/story.ts';

const timesOf = (moments: readonly string[]) => moments.map(timeOfMoment);
const marked = (at: number, eventId = '') => momentOf(at, eventId);

describe('a moment', () => {
  it('sorts as its time does, from 1970 on, and ends in a mark of its event', () => {
    const times = [0, 1, 35, 36, START, START + 1];
    expect(times.map((at) => marked(at, 'event-123456')).toSorted()).toEqual(
      times.map((at) => marked(at, 'event-123456')),
    );
    expect(timesOf(times.map((at) => marked(at, 'zz')))).toEqual(times);
    expect(marked(-5)).toBe(marked(0));
    expect(marked(START, 'event-123456').endsWith('123456')).toBe(true);
    expect(momentMark('an-event-123456')).toBe('123456');
  });

  it('of both lists is kept once, the newest of all, oldest first', () => {
    const [a, b, c] = [marked(1), marked(2), marked(3)];
    expect(withMoments([b, a], [c, b], 9)).toEqual([a, b, c]);
    expect(withMoments([b, a], [c, b], 2)).toEqual([b, c]);
  });
});

describe('a count', () => {
  const seen = { counter: 'seen', event: 'acme.ping' };

  it('knows its own moments, and before its first event what the history knows', () => {
    const history = { 'acme.ping': { first: START - DAY, last: START, count: 9 } };
    expect(momentsOf(someone({ history, counts: { seen: [marked(7)] } }), seen)).toEqual([marked(7)]);
    expect(momentsOf(someone({ history }), seen)).toEqual([marked(START - DAY), marked(START)]);
    expect(momentsOf(someone({ history, counts: { other: [] } }), seen)).toHaveLength(2);
    expect(momentsOf(someone(), seen)).toEqual([]);
  });

  it('with a condition knows nothing before its first event', () => {
    const history = { 'acme.ping': { first: START, last: START, count: 1 } };
    const where = { kind: 'all', of: [] } as const;
    expect(momentsOf(someone({ history }), { ...seen, where })).toEqual([]);
    expect(momentsOf(someone({ history, counts: {} }), { ...seen, where })).toEqual([]);
    expect(momentsOf(someone({ history, counts: { seen: ['m'] } }), { ...seen, where })).toEqual(['m']);
  });

  it('of coupons has those beside it that messages on their way have promised', () => {
    const coupons = [{ id: 'c-1', messageId: 'm', at: START }];
    const issued = { counter: 'seen', event: COUPON_ISSUED };
    const promised = marked(START, 'c-1');
    expect(momentsOf(someone({ coupons }), issued)).toEqual([promised]);
    expect(momentsOf(someone({ coupons, counts: { seen: ['m'] } }), issued)).toEqual(['m', promised]);
    expect(momentsOf(someone({ coupons, counts: { seen: ['m'] } }), seen)).toEqual(['m']);
  });
});

describe('what is known of events that nobody counted', () => {
  it('is each order that counts and has a date', () => {
    const total = { amount: 1, currency: 'EUR' };
    const rows = [
      { id: 'a', at: 1, total },
      { id: 'b', at: 2, total, off: 'cancelled' as const },
      { id: 'c', at: 3, total, undated: true as const },
      { id: 'd', at: 4 },
    ];
    const profile = someone({ purchases: { rows, counted: { EUR: 3 } } });
    expect(knownBefore(profile, 'order.placed')).toEqual([marked(1, 'a'), marked(4, 'd')]);
    expect(knownBefore(profile, 'order.paid')).toEqual([]);
  });

  it('is the last look at each product beside the first and the last one, each time once', () => {
    const views = [
      { id: '1', at: 30 },
      { id: '2', at: 20 },
    ];
    const history = {
      'product.viewed': { first: 10, last: 30, count: 5 },
      'acme.ping': { first: 10, last: 10, count: 1 },
    };
    const profile = someone({ views, history });
    expect(timesOf(knownBefore(profile, 'product.viewed'))).toEqual([10, 20, 30]);
    expect(timesOf(knownBefore(profile, 'acme.ping'))).toEqual([10]);
    expect(timesOf(knownBefore(someone({ history }), 'product.viewed'))).toEqual([10, 30]);
  });
});

it('so many moments are needed that every comparison is exact, and a few are kept beside them', () => {
  expect([undefined, {}, { gte: 0 }, { gte: 3 }].map(momentsNeeded)).toEqual([1, 1, 1, 3]);
  expect(
    [{ gt: 3 }, { eq: 3 }, { lt: 3 }, { gte: 5, lte: 3 }, { gte: 1, lte: 7 }].map(momentsNeeded),
  ).toEqual([4, 4, 4, 5, 8]);
  expect(keepFor(3)).toBe(3 + LIMITS.countedSpare);
});
