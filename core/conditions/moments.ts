/**
 * Counts what happened within a time without looking back: of each count the newest moments are kept, one
 * more than any condition compares with. So a count is exact as far as somebody asks, and never grows.
 *
 * A moment is a text, the time in base 36 and a mark of the event: texts sort like the times, and the same
 * event that arrives twice, or through two profiles that join, is the same text.
 */
import { LIMITS } from '../limits.ts';
import { COUPON_ISSUED } from '../state/coupons.ts';
import type { Profile } from '../state/profile.ts';
import { purchasesOf } from '../state/purchases.ts';
import type { Instant } from '../time/instant.ts';
import type { Condition, Test } from './condition.ts';

/** What a program counts: which events, and how many of the newest are kept. */
export type Counter = Readonly<{ key: string; event: string; where?: Condition; keep: number }>;

const TIME_CHARS = 9;
const MARK_CHARS = 6;

export const momentOf = (at: Instant, eventId: string): string =>
  `${Math.max(0, at).toString(36).padStart(TIME_CHARS, '0')}${momentMark(eventId)}`;

/** The end of a moment, which says whose it is. */
export const momentMark = (eventId: string): string => eventId.slice(-MARK_CHARS);

export const timeOfMoment = (moment: string): Instant => Number.parseInt(moment.slice(0, TIME_CHARS), 36);

/** The newest `keep` moments of both lists, oldest first; a moment that is in both is one. */
export const withMoments = (
  known: readonly string[],
  more: readonly string[],
  keep: number,
): readonly string[] => [...new Set([...known, ...more])].sort().slice(-keep);

/** Moments of a count; before its first event they are what else is known of such events. */
export const momentsOf = (
  profile: Profile,
  { counter, event, where }: Readonly<{ counter: string; event: string; where?: Condition | undefined }>,
): readonly string[] => {
  if (where) return profile.counts?.[counter] ?? [];
  const known = profile.counts?.[counter] ?? knownBefore(profile, event);
  const promised = event === COUPON_ISSUED ? (profile.coupons ?? []) : [];
  return promised.length === 0 ? known : [...known, ...promised.map(({ at, id }) => momentOf(at, id))];
};

/**
 * What is known of events from before somebody counted them: each order that counts, the last look at each
 * product, and of everything else the first and the last time.
 */
export const knownBefore = (profile: Profile, event: string): readonly string[] => {
  if (event === 'order.placed')
    return purchasesOf(profile)
      .rows.filter(({ off, undated }) => off === undefined && undated === undefined)
      .map(({ at, id }) => momentOf(at, id));
  const history = profile.history[event];
  if (!history) return [];
  const views = event === 'product.viewed' ? (profile.views ?? []) : [];
  const times = new Set([...views.map(({ at }) => at), history.first, history.last]);
  return [...times].sort((a, b) => a - b).map((at) => momentOf(at, ''));
};

/** How many moments a count must know, so that every comparison with it is exact. */
export const momentsNeeded = (times: Test | undefined): number => {
  if (!times) return 1;
  const { gte = 0, ...others } = times;
  return Math.max(1, Number(gte), ...Object.values(others).map((bound) => Number(bound) + 1));
};

export const keepFor = (needed: number): number => needed + LIMITS.countedSpare;
