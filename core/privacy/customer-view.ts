/**
 * Shows one customer to people, on the control surface and in exports: the profile, the place in each flow,
 * and a timeline with every reason.
 */
import type { LedgerRow } from '../message/ledger-row.ts';
import { toDecimal } from '../money.ts';
import { present } from '../present.ts';
import type { Wish } from '../state/figures.ts';
import type { Enrollment, Profile } from '../state/profile.ts';
import type { TimelineRecord } from '../state/timeline.ts';
import { type Instant, toIso } from '../time/instant.ts';
import { type ShownEntry, shownTimeline } from './shown-timeline.ts';

export type CustomerView = Readonly<{
  profile: object;
  enrollments: readonly object[];
  timeline: readonly object[];
}>;

/**
 * `records` are those of all partitions of the person; `rows` are the ledger's rows of the messages that the
 * records name.
 */
export const customerView = (
  profile: Profile,
  records: readonly TimelineRecord[],
  rows: readonly LedgerRow[],
): CustomerView => ({
  profile: withIsoTimes(publicPart(profile)),
  enrollments: profile.enrollments.toSorted((a, b) => a.dueAt - b.dueAt).map(viewEnrollment),
  timeline: shownTimeline(records, rows).map(viewEntry),
});

/**
 * The profile without the engine's bookkeeping (applied inputs, effects still to do, the timer of what time
 * starts), which says nothing about the customer, and without the people who use the same number, because
 * they are others (Art. 15(4) GDPR).
 */
const publicPart = ({
  applied: _applied,
  pending: _pending,
  enrollments: _enrollments,
  watch: _watch,
  watched: _watched,
  coupons: _coupons,
  sharers: _sharers,
  wishes,
  person: { times: _times, ahead: _ahead, ...person },
  ...rest
}: Profile): object => ({ ...rest, ...present({ wishes: wishes?.map(shownWish) }), person });

/** A product that the customer waits for, and how they came to; without what only leads to it. */
const shownWish = ({ product, variant, by, price, told }: Wish): object =>
  present({
    product_id: product,
    variant_id: variant,
    ...timesOf(by),
    seen_price: price && toDecimal(price),
    currency: price?.currency,
    told: told && timesOf(told),
  });

const timesOf = (times: Readonly<Partial<Record<string, Instant>>>): object =>
  Object.fromEntries(Object.entries(times).map(([kind, at = 0]) => [kind, toIso(at)]));

const viewEnrollment = (enrollment: Enrollment): object => withIsoTimes(enrollment);

const viewEntry = (entry: ShownEntry): object => {
  switch (entry.type) {
    case 'event':
      return {
        ...withIsoTimes({ ...entry, data: undefined }),
        data: { timestamp: toIso(entry.statedAt ?? entry.at), ...entry.data },
      };
    case 'consent':
      return { ...entry, at: toIso(entry.at) };
    case 'message':
      return { ...withIsoTimes({ ...entry, feedback: undefined }), ...feedbackOf(entry) };
    case 'decision':
    case 'coupon':
      return withIsoTimes(entry);
  }
};

/** Every value in a message's feedback is a time. */
const feedbackOf = ({ feedback }: Extract<ShownEntry, { type: 'message' }>): object =>
  feedback
    ? { feedback: Object.fromEntries(Object.entries(feedback).map(([name, time]) => [name, toIso(time)])) }
    : {};

/** Keys that hold the shop's own words and figures: nothing in them is a time of ours. */
const AS_THEY_ARE = new Set(['attributes', 'spent', 'data', 'evidence', 'proof', 'tags']);

/** Keys under which the engine stores instants; under every other key a number is a number. */
const INSTANT_NAMES = new Set([
  'at',
  'asOf',
  'since',
  'first',
  'last',
  'dueAt',
  'firstDueAt',
  'waitFrom',
  'enteredAt',
  'endedAt',
  'withdrawnAt',
  'requestedAt',
  'erasedAt',
  'expiresAt',
  'statedAt',
  'emailSince',
  'placedAt',
  'totalAt',
  'until',
  'pausedUntil',
  'pauseEndedAt',
  'sent',
  'delivered',
  'opened',
  'clicked',
  'read',
  'bounced',
  'complained',
]);

const withIsoTimes = (value: unknown): object => iso('', value) as object;

const iso = (name: string, value: unknown): unknown => {
  if (typeof value === 'number' && INSTANT_NAMES.has(name)) return toIso(value);
  if (Array.isArray(value)) return value.map((item) => iso('', item));
  if (typeof value !== 'object' || value === null || AS_THEY_ARE.has(name)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, iso(key, inner)]));
};
