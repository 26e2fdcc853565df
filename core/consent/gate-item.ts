/**
 * What stops messages to one address on one channel, kept apart from the profile so that it holds before a
 * door answers.
 */
import { present } from '../present.ts';
import { TOPICS, type Topic } from '../reason.ts';
import type { Instant } from '../time/instant.ts';

export type GateItem = Readonly<{
  /** No marketing from here on, unless a double opt-in is dated after it. */
  marketingStoppedAt?: Instant;
  marketingStoppedBy?: 'unsubscribe' | 'stop' | 'withdrawn';
  /** Nothing at all from here on. */
  allStoppedAt?: Instant;
  allStoppedBy?: 'bounce' | 'complaint' | 'manual';
  /** Topics left, each with the time; a later choice to have it again (profile.preferences) lifts it. */
  topicsStopped?: Readonly<Partial<Record<Topic, Instant>>>;
  /** No marketing before this moment, by the customer's own wish. */
  pausedUntil?: Instant;
  /** Nothing that was queued or dated before this. */
  erasedAt?: Instant;
}>;

/**
 * One address may have an item under each version of the keys, and a person several addresses; together they
 * are as strict as the strictest of each kind. Undefined where there is none.
 */
export const strictest = (items: readonly GateItem[]): GateItem | undefined => {
  if (items.length === 0) return undefined;
  const marketing = latest(items, (item) => item.marketingStoppedAt);
  const all = latest(items, (item) => item.allStoppedAt);
  const topics = TOPICS.flatMap((topic) => {
    const at = latest(items, (item) => item.topicsStopped?.[topic])?.topicsStopped?.[topic];
    return at === undefined ? [] : [[topic, at] as const];
  });
  return present({
    marketingStoppedAt: marketing?.marketingStoppedAt,
    marketingStoppedBy: marketing?.marketingStoppedBy,
    allStoppedAt: all?.allStoppedAt,
    allStoppedBy: all?.allStoppedBy,
    erasedAt: latest(items, (item) => item.erasedAt)?.erasedAt,
    pausedUntil: latest(items, (item) => item.pausedUntil)?.pausedUntil,
    topicsStopped: topics.length === 0 ? undefined : Object.fromEntries(topics),
  });
};

/** Of those that say a time, the one that says the latest; of equals the first. */
const latest = (
  items: readonly GateItem[],
  timeOf: (item: GateItem) => Instant | undefined,
): GateItem | undefined =>
  items
    .filter((item) => timeOf(item) !== undefined)
    .toSorted((a, b) => (timeOf(b) ?? 0) - (timeOf(a) ?? 0))[0];
