/** Several gate items together: as strict as the strictest of each kind, in whatever order they are read. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GateItem, strictest } from '../../../core/consent/gate-item.ts';
import { present } from '../../../core/present.ts';

const time = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined });
const items = fc.array(
  fc
    .record({ marketing: time, all: time, erasedAt: time, pausedUntil: time, offers: time, reviews: time })
    .map(({ marketing, all, erasedAt, pausedUntil, offers, reviews }): GateItem => {
      const topicsStopped = present({ offers, reviews });
      return present({
        marketingStoppedAt: marketing,
        marketingStoppedBy: marketing === undefined ? undefined : 'stop',
        allStoppedAt: all,
        allStoppedBy: all === undefined ? undefined : 'bounce',
        erasedAt,
        pausedUntil,
        topicsStopped: Object.keys(topicsStopped).length === 0 ? undefined : topicsStopped,
      });
    }),
  { minLength: 1, maxLength: 5 },
);

const timesOf = ({ topicsStopped = {}, ...item }: GateItem): readonly (number | undefined)[] => [
  item.marketingStoppedAt,
  item.allStoppedAt,
  item.erasedAt,
  item.pausedUntil,
  topicsStopped.offers,
  topicsStopped.reviews,
];

test('together hold until the latest time that any of them says, kind by kind', () => {
  fc.assert(
    fc.property(items, (all) => {
      const together = timesOf(strictest(all) ?? {});
      const each = all.map(timesOf);
      expect(together).toEqual(
        together.map((_, kind) => {
          const said = each.flatMap((times) => times[kind] ?? []);
          return said.length === 0 ? undefined : Math.max(...said);
        }),
      );
    }),
  );
});

test('read in another order say the same, and one alone says what it says', () => {
  fc.assert(
    fc.property(items, (all) => {
      expect(strictest(all.toReversed())).toEqual(strictest(all));
      for (const item of all) expect(strictest([item])).toEqual(item);
    }),
  );
  expect(strictest([])).toBeUndefined();
});

test('keep the reason of the latest stop', () => {
  expect(
    strictest([
      { allStoppedAt: 1, allStoppedBy: 'complaint', marketingStoppedAt: 3, marketingStoppedBy: 'stop' },
      { allStoppedAt: 2, allStoppedBy: 'manual', marketingStoppedAt: 2, marketingStoppedBy: 'unsubscribe' },
    ]),
  ).toEqual({ allStoppedAt: 2, allStoppedBy: 'manual', marketingStoppedAt: 3, marketingStoppedBy: 'stop' });
});
