/** Money in whole minor units, by the currency's own digits (rule 8). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMoney, toDecimal } from '../../core/money.ts';

describe('money', () => {
  test('has the digits of its currency', () => {
    expect(parseMoney('12.90', 'EUR')).toEqual({ amount: 1290, currency: 'EUR' });
    expect(parseMoney('1500', 'JPY')).toEqual({ amount: 1500, currency: 'JPY' });
    expect(parseMoney('1.250', 'KWD')).toEqual({ amount: 1250, currency: 'KWD' });
  });
  test('of a refund may be negative', () => expect(parseMoney('-12.00', 'EUR')?.amount).toBe(-1200));
  test('rounds surplus digits half up', () => expect(parseMoney('0.125', 'EUR')?.amount).toBe(13));
  test('that is no number is undefined', () =>
    expect(['', 'abc', '1,50', '1e5', 'NaN'].map((text) => parseMoney(text, 'EUR'))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]));
  test('survives the way to text and back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.constantFrom('EUR', 'JPY', 'KWD'),
        (amount, currency) => {
          expect(parseMoney(toDecimal({ amount, currency }), currency)).toEqual({ amount, currency });
        },
      ),
    );
  });
});
