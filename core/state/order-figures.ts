/** The figures of a customer's own orders, net: how many, first, last, and the usual gap between them. */
import type { Instant } from '../time/instant.ts';
import type { Profile } from './profile.ts';
import type { Purchase } from './purchase.ts';
import { counts, purchasesOf } from './purchases.ts';

const isDated = (row: Purchase): boolean => counts(row) && row.undated === undefined;

/** How many orders count: not cancelled, not given back as a whole, no test. */
export const orderCount = (profile: Profile): number =>
  Object.values(purchasesOf(profile).counted).reduce((sum, count) => sum + count, 0);

export const firstOrderAt = (profile: Profile): Instant | undefined => {
  const { left, rows } = purchasesOf(profile);
  return left?.first ?? rows.find(isDated)?.at;
};

export const lastOrderAt = (profile: Profile): Instant | undefined => {
  const { left, rows } = purchasesOf(profile);
  return rows.findLast(isDated)?.at ?? left?.last;
};

/**
 * Median of the gaps between neighbouring orders, over those that stand in rows; undefined below two orders.
 */
export const usualGapMs = (profile: Profile): number | undefined => {
  const dates = purchasesOf(profile)
    .rows.filter(isDated)
    .map(({ at }) => at);
  const gaps = dates
    .slice(1)
    .map((at, index) => at - (dates[index] ?? at))
    .sort((a, b) => a - b);
  const middle = gaps.length >> 1;
  const [below, above] = [gaps[middle - 1], gaps[middle]];
  if (above === undefined) return undefined;
  return gaps.length % 2 === 1 || below === undefined ? above : (below + above) / 2;
};

/** Average value of an order, per currency, rounded to minor units. */
export const averagePerCurrency = (profile: Profile): Readonly<Record<string, number>> => {
  const { counted } = purchasesOf(profile);
  const averages: Record<string, number> = {};
  for (const [currency, sum] of Object.entries(profile.spent)) {
    const orders = counted[currency] ?? 0;
    if (orders > 0) averages[currency] = Math.round(sum / orders);
  }
  return averages;
};

/** The currency of most of the customer's orders. */
export const usualCurrency = (profile: Profile): string | undefined => {
  const known = Object.entries(purchasesOf(profile).counted).filter(([currency]) => currency !== '');
  return known.toSorted(([, a], [, b]) => b - a)[0]?.[0];
};
