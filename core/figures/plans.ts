/** When a test of a flow would have its answer, from who entered the flow and how many of them ordered. */
import type { PlannedTest } from './figures.ts';
import { daysAfter, daysBetween, type Question } from './question.ts';
import { firstRow, numberIn, type Row } from './rows.ts';
import { planTest } from './test-size.ts';

/** Points of the order rate: a large difference, one that is worth a flow, and a small one. */
const DIFFERENCES = [0.05, 0.02, 0.01];
/** Half of the people are held out: the shortest way to an answer. */
const HELD_OUT = 0.5;

/** None where nobody ordered yet, or everybody did: then nothing says how much such rates scatter. */
export const plansOf = (rows: readonly Row[], { from, to, today }: Question): readonly PlannedTest[] => {
  const row = firstRow(rows);
  const baseRate = numberIn(row, 'ordered') / Math.max(1, numberIn(row, 'watched'));
  if (baseRate <= 0 || baseRate >= 1) return [];
  const days = daysBetween(from, to < today ? to : today) + 1;
  const perDay = numberIn(row, 'people') / Math.max(1, days);
  return DIFFERENCES.map((wanted) => {
    const { difference, entrants, days: wait } = planTest(wanted, { baseRate, heldOut: HELD_OUT }, perDay);
    return { difference, entrants, ready: wait === undefined ? null : daysAfter(today, wait) };
  });
};
