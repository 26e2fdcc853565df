/**
 * The entries of a product's waiting list: who may want to hear of it. An entry only leads to the profile,
 * where the truth stands.
 */
import { WISH_KINDS, type WishKind } from '../events/catalogue-news.ts';
import { LIMITS } from '../limits.ts';
import type { Money } from '../money.ts';
import { present } from '../present.ts';
import type { Instant } from '../time/instant.ts';
import type { Wish } from './figures.ts';
import { kindsOf, wishExpires } from './wishes.ts';

export type WaitingEntry = Readonly<{
  profileId: string;
  variant?: string;
  by: Readonly<Partial<Record<WishKind, Instant>>>;
  price?: Money;
}>;

/** Puts somebody on the list of a product, or takes them off where there is no entry. */
export type WaitingChange = Readonly<{
  product: string;
  profileId: string;
  variant?: string;
  entry?: WaitingEntry;
}>;

export const entryOf = (profileId: string, { variant, by, price }: Wish): WaitingEntry =>
  present({ profileId, variant, by, price });

/**
 * A page of the list after the changes of one person. Who waits no longer leaves it, and of too many the
 * strongest words stay: who asked before who carted before who looked, and of those the latest.
 */
export const pageWith = (
  page: readonly WaitingEntry[],
  changes: readonly WaitingChange[],
  now: Instant,
): readonly WaitingEntry[] => {
  const others = page.filter((entry) => !changes.some((change) => isOf(change, entry)));
  const added = changes.flatMap(({ entry }) => (entry ? [entry] : []));
  return [...others, ...added]
    .filter((entry) => kindsOf(entry, now).length > 0)
    .toSorted((a, b) => inOrder(a, b, now) || latest(b) - latest(a))
    .slice(0, LIMITS.waitingPerPage);
};

const isOf = (change: WaitingChange, entry: WaitingEntry): boolean =>
  change.profileId === entry.profileId && change.variant === entry.variant;

const strength = (entry: WaitingEntry, now: Instant): number => {
  const [strongest] = kindsOf(entry, now);
  return strongest === undefined ? WISH_KINDS.length : WISH_KINDS.indexOf(strongest);
};
const inOrder = (a: WaitingEntry, b: WaitingEntry, now: Instant): number =>
  strength(a, now) - strength(b, now);
const latest = ({ by }: WaitingEntry): Instant => Math.max(...Object.values(by));

/** From then on nobody on the page waits any more. */
export const pageExpires = (page: readonly WaitingEntry[]): Instant => Math.max(0, ...page.map(wishExpires));

/**
 * The place of an entry in the order in which people are told: who asked first, then who carted, then who
 * looked, and of each the one who has waited longest. Places are compared as text.
 */
export const placeOf = (entry: WaitingEntry, now: Instant): string => {
  const [strongest = 'viewed'] = kindsOf(entry, now);
  const at = String(entry.by[strongest] ?? 0).padStart(TIME_DIGITS, '0');
  return [WISH_KINDS.indexOf(strongest), at, entry.profileId, entry.variant ?? ''].join('#');
};

const TIME_DIGITS = 16;
