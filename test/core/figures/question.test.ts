/** A period is read as it was written, or refused with what is wrong with it. */
import { describe, expect, it } from 'vitest';
import { askedSql, readPeriod } from '../../../core/figures/question.ts';

const TODAY = '2026-11-30';

describe('a period', () => {
  it('is inclusive, may be one day, and without dates is the last 30 days', () => {
    expect(readPeriod({ from: '2026-02-28', to: '2026-02-28' }, TODAY)).toEqual({
      from: '2026-02-28',
      to: '2026-02-28',
    });
    expect(readPeriod({}, TODAY)).toEqual({ from: '2026-11-01', to: '2026-11-30' });
    expect(readPeriod({ to: '2026-03-01' }, TODAY)).toEqual({ from: '2026-01-31', to: '2026-03-01' });
  });

  it.each([
    [{ from: '2026-02-29', to: '2026-03-01' }, '"from" is "2026-02-29"'],
    [{ from: '2026-02-01', to: 'tomorrow' }, '"to" is "tomorrow"'],
    [{ to: "2026-02-01'; drop table facts" }, 'must be a date'],
    [{ from: '2026-03-02', to: '2026-03-01' }, 'ends before it begins'],
    [{ from: '1926-03-02', to: '2026-03-01' }, 'longer than ten years'],
  ])('is refused: %o', (written, problem) => {
    const read = readPeriod(written, TODAY);
    expect('problem' in read && read.problem).toContain(problem);
  });
});

describe('what is asked', () => {
  it('stands in SQL as text that ends nowhere early', () => {
    const asked = askedSql({
      from: TODAY,
      to: TODAY,
      today: TODAY,
      asOf: 0,
      segment: "o'clock",
      currency: 'EUR',
    });
    expect(asked).toContain("cast('o''clock' as varchar) as segment");
    expect(asked).toContain("timestamp '1970-01-01 00:00:00.000' as as_of");
  });
});
