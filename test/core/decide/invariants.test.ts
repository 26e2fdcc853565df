/**
 * The invariants of the engine under random histories: any order, any lateness, any repeats (I1, I2, I3, I6).
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cartFlow, DAY, HOUR, programOf } from '../../support/flows.ts';
import { runs } from '../../support/runs.ts';
import { storyOf } from '../../support/story.ts';

const MINUTE = 60_000;
const settings = { offer: { kind: 'free-shipping' as const, code: 'FREI', validFor: '3d' } };

type Happening = Readonly<{
  what: 'cart' | 'empty' | 'order' | 'consent' | 'withdraw' | 'repeat';
  after: number;
  late: number;
  checkout: 'c-1' | 'c-2';
}>;

const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.constantFrom('cart', 'cart', 'empty', 'order', 'consent', 'withdraw', 'repeat'),
  after: fc.integer({ min: 0, max: 40 }).map((hours) => hours * HOUR + 7 * MINUTE),
  late: fc.constantFrom(0, 0, 0, 10 * MINUTE, 5 * HOUR),
  checkout: fc.constantFrom('c-1', 'c-2'),
});

const tell = (happenings: readonly Happening[]) => {
  const story = storyOf(programOf([cartFlow()], settings));
  const log: { what: Happening['what']; at: number; heard: number }[] = [];
  happenings.forEach(({ what, after, late, checkout }, index) => {
    story.passes(after);
    const options = { ago: late, id: what === 'repeat' ? 'again' : `h${index}`, checkout };
    const at = story.now() - late;
    if (what === 'cart' || what === 'repeat') story.cart(2, options);
    if (what === 'empty') story.cart(0, options);
    if (what === 'order') story.orders({ ...options, order: `o${index}` });
    if (what === 'consent')
      story.hears(
        'consent.given',
        { channel: 'email', purpose: 'marketing', basis: 'double-opt-in' },
        options,
      );
    if (what === 'withdraw')
      story.hears('consent.withdrawn', { channel: 'email', purpose: 'marketing' }, options);
    log.push({ what, at, heard: story.now() });
  });
  return { story: story.passes(10 * DAY), log };
};

const histories = fc.array(happening, { minLength: 1, maxLength: 14 });

describe('under any history', () => {
  test('I1: no message id leaves twice', () => {
    fc.assert(
      fc.property(histories, (happenings) => {
        const ids = tell(happenings)
          .story.left()
          .map((message) => message.messageId);
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  test('I2: every enrollment ends, and nothing is left waiting without a timer', () => {
    fc.assert(
      fc.property(histories, (happenings) => {
        const { story } = tell(happenings);
        const live = new Set(story.timers().map((timer) => timer.id));
        expect(story.profile().enrollments.filter((enrollment) => !live.has(enrollment.timerId))).toEqual([]);
        expect(story.profile().enrollments).toEqual([]);
      }),
    );
  });

  test('I3: no message leaves without a grant, heard before, that is dated after every withdrawal heard before', () => {
    fc.assert(
      fc.property(histories, (happenings) => {
        const { story, log } = tell(happenings);
        for (const message of story.left()) {
          const heard = log.filter((line) => line.heard <= message.at);
          const grant = Math.max(-1, ...heard.filter(({ what }) => what === 'consent').map(({ at }) => at));
          const withdrawal = Math.max(
            -1,
            ...heard.filter(({ what }) => what === 'withdraw').map(({ at }) => at),
          );
          expect(grant).toBeGreaterThan(withdrawal);
        }
      }),
    );
  });

  test('I6: no message leaves for a cart after an order dated at or after it was heard', () => {
    fc.assert(
      fc.property(histories, (happenings) => {
        const { story, log } = tell(happenings);
        for (const message of story.left()) {
          const order = log.find(
            ({ what, at, heard }) => what === 'order' && heard <= message.at && at >= message.since,
          );
          expect(order).toBeUndefined();
        }
      }),
    );
  });

  test('the same history gives the same decisions', () => {
    fc.assert(
      fc.property(histories, (happenings) => {
        expect(tell(happenings).story.told).toEqual(tell(happenings).story.told);
      }),
      { numRuns: runs(30) },
    );
  });
});
