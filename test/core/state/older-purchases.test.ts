/** What orders were worth that have left a profile's rows, in one short text each. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../core/limits.ts';
import { joinedOlder, olderPurchases, withOlder, withoutOlder } from '../../../core/state/older-purchases.ts';
import { runs } from '../../support/runs.ts';

describe('what older orders were worth', () => {
  const older = (mark: number, at: number, currency = 'EUR', amount = 1) => ({
    mark: String(mark).padStart(8, 'm'),
    at,
    total: { amount, currency },
  });

  it('is written and read as it was, in the order of time, however it came', () => {
    const all = [older(1, 5), older(2, 9, 'CHF', -3), older(3, 2), older(4, 9)];
    const texts = all.reduce<readonly string[] | undefined>(withOlder, undefined);
    expect(olderPurchases(texts)).toEqual([all[2], all[0], all[1], all[3]]);
    expect(withoutOlder(texts, older(1, 5).mark)).toHaveLength(3);
    expect(withoutOlder(texts, 'unknown!')).toBe(texts);
    expect(withoutOlder(undefined, older(1, 5).mark)).toBeUndefined();
    expect(withoutOlder(withOlder(undefined, older(1, 5)), older(1, 5).mark)).toBeUndefined();
    expect(olderPurchases(withOlder(undefined, older(1, -7)))[0]?.at).toBe(0);
    const three = [older(1, 1), older(2, 5), older(3, 9)].reduce(
      withOlder,
      undefined as readonly string[] | undefined,
    );
    expect(olderPurchases(withOlder(three, older(4, 7))).map(({ at }) => at)).toEqual([1, 5, 7, 9]);
  });

  it('goes into the next one of its currency where there are too many, and is forgotten where there is none', () => {
    const full = Array.from({ length: LIMITS.olderPurchases }, (_, index) =>
      older(index, 100 + index, index === 1 ? 'CHF' : 'EUR'),
    ).reduce<readonly string[] | undefined>(withOlder, undefined);
    const more = olderPurchases(withOlder(full, older(500, 900)));
    expect(more).toHaveLength(LIMITS.olderPurchases);
    expect(more.slice(0, 2)).toEqual([older(1, 101, 'CHF'), older(2, 102, 'EUR', 2)]);
    const foreign = olderPurchases(withOlder(full, older(500, 1, 'USD')));
    expect(foreign).toEqual(olderPurchases(full));
  });

  it('is the same whether one more is written behind the others or all are read and put in order', () => {
    const one = fc.record({
      at: fc.integer({ min: 0, max: 1_000 }),
      currency: fc.constantFrom('EUR', 'CHF'),
      amount: fc.integer({ min: 0, max: 9_999 }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 100 }), (all) => {
        let texts: readonly string[] | undefined;
        all.forEach(({ at, currency, amount }, index) => {
          const more = older(index, at, currency, amount);
          const inOrder = joinedOlder(withOlder(undefined, more), texts);
          texts = withOlder(texts, more);
          expect(texts).toEqual(inOrder);
        });
      }),
      { numRuns: runs(10) },
    );
  });

  it('of two profiles counts an order once, as the surviving one knows it', () => {
    const own = withOlder(withOlder(undefined, older(1, 5, 'EUR', 7)), older(2, 6));
    const others = withOlder(withOlder(undefined, older(1, 5, 'EUR', 9)), older(3, 1));
    expect(olderPurchases(joinedOlder(own, others))).toEqual([
      older(3, 1),
      older(1, 5, 'EUR', 7),
      older(2, 6),
    ]);
    expect(joinedOlder(undefined, undefined)).toBeUndefined();
  });
});
