/** Who ordered for the first time in the same month, and how many of them came again in each month after. */
import type { Cohort } from './figures.ts';
import { numberIn, type Row, type ToMoney, textIn } from './rows.ts';

export const cohortsOf = (rows: readonly Row[], money: ToMoney): readonly Cohort[] => {
  const months = [...new Set(rows.map((row) => textIn(row, 'cohort')))].toSorted();
  return months.map((month) => cohortOf(month, rows, money));
};

const cohortOf = (month: string, rows: readonly Row[], money: ToMoney): Cohort => {
  const own = rows.filter((row) => textIn(row, 'cohort') === month);
  const last = Math.max(...own.map((row) => numberIn(row, 'month')));
  const later = Array.from({ length: last + 1 }, (_, index) => {
    const row = own.find((one) => numberIn(one, 'month') === index) ?? {};
    return { customers: numberIn(row, 'customers'), revenue: money(numberIn(row, 'revenue')) };
  });
  return { month: month.slice(0, 'yyyy-mm'.length), customers: later[0]?.customers ?? 0, later };
};
