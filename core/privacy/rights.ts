/**
 * The names of the events and the traces by which customers' rights (Art. 15 and 17 GDPR) travel through the
 * system.
 */
import { textAt } from '../events/read-data.ts';
import type { TimelineEntry, TimelineRecord } from '../state/timeline.ts';

/** The event that asks to erase a customer. */
export const ERASED = 'customer.erased';
/** The event by which a customer asks for their data. */
export const DATA_REQUESTED = 'customer.data_requested';
/** The event that asks to erase a shop with all its customers. Names from outside cannot begin with "@". */
export const SHOP_ERASED = '@shop.erased';

/**
 * True for events that cannot be undone or that show a person's data: they must be signed, and they count
 * once.
 */
export const isExerciseOfRights = (name: string): boolean =>
  name === ERASED || name === DATA_REQUESTED || name === SHOP_ERASED;

/** The traces of a person outside their own records, collected from the records. */
export type Traces = Readonly<{
  /** Profiles that were merged into this one. */
  joined: readonly string[];
  reviews: readonly Readonly<{ productId: string; reviewId: string }>[];
  messages: readonly string[];
  coupons: readonly Readonly<{ id: string; code: string }>[];
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
  coupons: entries.flatMap((entry) =>
    entry.type === 'coupon' ? [{ id: entry.couponId, code: entry.code }] : [],
  ),
});

/** True where an entry came from this shop: the ids of its events begin with its domain. */
const heardFrom = (entries: readonly TimelineEntry[], shop: string): boolean =>
  entries.some((entry) => entry.type === 'event' && entry.eventId.startsWith(`${shop}:`));

/**
 * True where the person is erased with the shop. A person whose records have expired is erased too, because
 * nobody can tell any more where they came from.
 */
export const leavesWith = (records: readonly TimelineRecord[], shop: string): boolean =>
  records.length === 0 || records.some(({ entries }) => heardFrom(entries, shop));
