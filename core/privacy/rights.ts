/** The names and marks by which customers' rights (Art. 15 and 17 GDPR) travel through the system. */
import { textAt } from '../events/read-data.ts';
import type { TimelineEntry, TimelineRecord } from '../state/timeline.ts';

/** A customer is to be forgotten. */
export const ERASED = 'customer.erased';
/** A customer asks what is known about them. */
export const DATA_REQUESTED = 'customer.data_requested';
/**
 * A shop is to be forgotten with all of its customers. No event from outside can have a name with this letter
 * in it.
 */
export const SHOP_ERASED = '@shop.erased';

/** What a person's past leaves outside their own records, read off the records themselves. */
export type Traces = Readonly<{
  /** Profiles that joined this one. */
  joined: readonly string[];
  reviews: readonly Readonly<{ productId: string; reviewId: string }>[];
  messages: readonly string[];
}>;

export const traceOf = (entries: readonly TimelineEntry[]): Traces => ({
  joined: entries.flatMap((entry) =>
    entry.type === 'decision' && entry.joined !== undefined ? [entry.joined] : [],
  ),
  reviews: entries.flatMap((entry) => {
    if (entry.type !== 'event' || entry.event !== 'review.submitted') return [];
    const productId = textAt(entry.data, 'product_id');
    return productId === undefined
      ? []
      : [{ productId, reviewId: textAt(entry.data, 'review_id') ?? entry.eventId }];
  }),
  messages: [...new Set(entries.flatMap((entry) => (entry.type === 'message' ? [entry.messageId] : [])))],
});

/** True where any of it came from this shop: ids of its events begin with its domain. */
const heardFrom = (entries: readonly TimelineEntry[], shop: string): boolean =>
  entries.some((entry) => entry.type === 'event' && entry.eventId.startsWith(`${shop}:`));

/** Of somebody whose records have expired nobody can tell any more; a shop that leaves takes them along. */
export const leavesWith = (records: readonly TimelineRecord[], shop: string): boolean =>
  records.length === 0 || records.some(({ entries }) => heardFrom(entries, shop));
