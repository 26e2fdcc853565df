/**
 * Brings the lists of coupon codes into the table, and takes out those that a publish replaced. publish →
 * [this] → coupon lists
 */
import type { CouponLists } from '../../core/ports/coupon-store.ts';
import type { Program } from '../../core/program/program.ts';
import type { Content } from '../../core/publish/content-files.ts';
import { fileProblem, type Problem, type Text } from '../../core/publish/problem.ts';

/**
 * Imports before the program goes live, so that nobody finds an empty list. Each list carries the number of
 * its publish, so publishes at the same moment never write the same one. Returns what has been given out.
 */
export const importLists = async (
  lists: Pick<CouponLists, 'fill'>,
  { coupons = {} }: Content,
  program: Program,
): Promise<readonly Problem[]> => {
  const problems: Problem[] = [];
  for (const [pool, list] of newLists(program)) {
    const path = `coupons/${pool}.csv`;
    const codes = coupons[path]?.codes ?? [];
    const { given } = await lists.fill(list, codes);
    if (given > 0) problems.push(fileProblem('warning', path, givenOut(given, codes.length)));
  }
  return problems;
};

type List = readonly [pool: string, list: string];

const listsOf = ({ coupons = {} }: Pick<Program, 'coupons'>): readonly List[] =>
  Object.entries(coupons).flatMap(([pool, found]) =>
    found.kind === 'codes' ? [[pool, found.list] as const] : [],
  );

const newLists = (program: Program): readonly List[] =>
  listsOf(program).filter(([pool, list]) => list === `${pool}.${program.seq}`);

/** Nothing draws from a replaced list any more. A publish that dies here leaves items that nobody reads. */
export const clearReplaced = async (
  lists: Pick<CouponLists, 'clear'>,
  program: Program,
  previous: Program | undefined,
): Promise<void> => {
  const live = new Set(listsOf(program).map(([, list]) => list));
  for (const [, list] of listsOf(previous ?? {})) if (!live.has(list)) await lists.clear(list);
};

const givenOut = (given: number, all: number): Text => ({
  de: `${given} von ${all} Codes sind schon vergeben und werden nicht noch einmal vergeben.`,
  en: `${given} of ${all} codes have been given out already and are not given out again.`,
});
