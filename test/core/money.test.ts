/** Money in whole minor units, by the currency's own digits (rule 8). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMoney, plainDecimal, toDecimal } from '../../core/money.ts';
import { runs } from '../support/runs.ts';

describe('money', () => {
  test('has the digits of its currency', () => {
    expect(parseMoney('12.90', 'EUR')).toEqual({ amount: 1290, currency: 'EUR' });
    expect(parseMoney('1500', 'JPY')).toEqual({ amount: 1500, currency: 'JPY' });
    expect(parseMoney('1.250', 'KWD')).toEqual({ amount: 1250, currency: 'KWD' });
  });
  test('of a currency without cents, or with a thousandth, is read in its own minor units', () => {
    const whole = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ');
    expect(whole.map((currency) => parseMoney('1500', currency)?.amount)).toEqual(whole.map(() => 1_500));
    const thousandths = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');
    expect(thousandths.map((currency) => parseMoney('1.25', currency)?.amount)).toEqual(
      thousandths.map(() => 1_250),
    );
    const cents = 'EUR CHF USD GBP DKK SEK NOK PLN CZK HUF RON TRY'.split(' ');
    expect(cents.map((currency) => parseMoney('1.25', currency)?.amount)).toEqual(cents.map(() => 125));
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

  test.each([
    [38.699999999999996, '38.70'],
    ['14.309999999999999', '14.31'],
    ['17.169999999999998', '17.17'],
    [15.119999999999999, '15.12'],
    ['12.9', '12.9'],
    [0.1 + 0.2, '0.30'],
    [0.3 - 0.1 * 3, '0'],
    ['5.5511151231258E-17', '0'],
    ['14.994999999999999', '14.995'],
    [99.99999999999999, '100.00'],
    [15 / 1.19, '12.6050420168'],
    ['1234567.891', '1234567.891'],
    [' 12.90 ', '12.90'],
  ])('written as %s is %s', (stated, meant) => expect(plainDecimal(stated)).toBe(meant));

  test.each(['15,12', '1.299,00', '15.12 EUR', '€15.12', '1e5', '١٢', '0x10', '12.', '--1', '', 'NaN'])(
    'is not guessed from %s',
    (stated) => expect(plainDecimal(stated)).toBeUndefined(),
  );

  test('has one form: what was read once is read as the same again', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.double({ noNaN: true }), fc.string({ unit: fc.constantFrom(...'0123456789.-e') })),
        (stated) => {
          const meant = plainDecimal(stated);
          if (meant !== undefined) expect(plainDecimal(meant)).toBe(meant);
        },
      ),
      { numRuns: runs(2_000) },
    );
  });

  test('that a program added up in doubles is what it would be in cents', () => {
    const cents = fc.array(fc.integer({ min: 0, max: 10_000_00 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(cents, (amounts) => {
        const noisy = amounts.reduce((sum, amount) => sum + amount / 100, 0);
        const exact = amounts.reduce((sum, amount) => sum + amount, 0);
        expect(parseMoney(plainDecimal(noisy) ?? '', 'EUR')?.amount).toBe(exact);
        expect(parseMoney(String(noisy), 'EUR')?.amount).toBe(exact);
      }),
    );
  });

  test('never moves by a whole unit of its currency, however it was written', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (stated) => {
        const amount = parseMoney(plainDecimal(stated) ?? '', 'EUR')?.amount ?? Number.NaN;
        expect(Math.abs(amount - stated * 100)).toBeLessThan(1);
      }),
      { numRuns: runs(1_000) },
    );
  });
});
