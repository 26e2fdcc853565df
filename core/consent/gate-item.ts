/**
 * The item that stops messages to one address on one channel. It is kept apart from the profile, so that a
 * stop holds before a door answers.
 */
import { present } from '../present.ts';
import { TOPICS, type Topic } from '../reason.ts';
import type { Instant } from '../time/instant.ts';

export type GateItem = Readonly<{
  /** No marketing from this time on, unless a double opt-in is dated after it. */
  marketingStoppedAt?: Instant;
  marketingStoppedBy?: 'unsubscribe' | 'stop' | 'withdrawn';
  /** No message at all from this time on. */
  allStoppedAt?: Instant;
  allStoppedBy?: 'bounce' | 'complaint' | 'manual';
  /**
   * Topics that the customer left, each with its time; a later choice to have the topic again
   * (profile.preferences) lifts it.
   */
  topicsStopped?: Readonly<Partial<Record<Topic, Instant>>>;
  /** No marketing before this moment, by the customer's own wish. */
  pausedUntil?: Instant;
  /** No message that was queued or dated before this time. */
  erasedAt?: Instant;
}>;

/**
 * Joins items into one that is as strict as the strictest of each kind: an address may have an item under
 * each version of the keys, and a person may have several addresses. Undefined where there is no item.
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

/** The item with the latest time among those that have one; the first of equals. */
const latest = (
  items: readonly GateItem[],
  timeOf: (item: GateItem) => Instant | undefined,
): GateItem | undefined =>
  items
    .filter((item) => timeOf(item) !== undefined)
    .toSorted((a, b) => (timeOf(b) ?? 0) - (timeOf(a) ?? 0))[0];
