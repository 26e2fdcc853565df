/** The customer's own rhythm: the median time between orders. */
import type { OrderFacts } from '../../state/profile.ts';

/**
 * Milliseconds; undefined where fewer than `atLeast` orders are known, or fewer than two. Cancelled and
 * refunded orders are none.
 */
export const usualGap = (orders: readonly OrderFacts[], atLeast: number): number | undefined => {
  const times = orders
    .filter(({ status }) => status === 'placed' || status === 'paid')
    .map(({ at }) => at)
    .toSorted((a, b) => a - b);
  if (times.length < Math.max(2, atLeast)) return undefined;
  const gaps = times
    .slice(1)
    .map((at, index) => at - (times[index] ?? at))
    .toSorted((a, b) => a - b);
  const middle = Math.floor(gaps.length / 2);
  const [low = 0, high = 0] = gaps.length % 2 === 1 ? [gaps[middle], gaps[middle]] : gaps.slice(middle - 1);
  return (low + high) / 2;
};
