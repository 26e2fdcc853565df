/**
 * The products that a customer may want to hear of, because they asked, put them into a cart or looked at
 * them. What stands here is true; the waiting lists of the products only lead to whom it may concern.
 */
import { WISH_KINDS, type WishKind } from '../events/catalogue-news.ts';
import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import type { Instant } from '../time/instant.ts';
import type { Wish } from './figures.ts';
import type { OrderFacts, RecordRef } from './profile.ts';

export const isSameWish = (
  a: Pick<Wish, 'product' | 'variant'>,
  b: Pick<Wish, 'product' | 'variant'>,
): boolean => a.product === b.product && a.variant === b.variant;

const KEPT_MS: Readonly<Record<WishKind, number>> = {
  wanted: LIMITS.wantedMs,
  carted: LIMITS.cartedMs,
  viewed: LIMITS.viewedMs,
};

/** How the customer waits for it now, the strongest word first; empty once all of it is long ago. */
export const kindsOf = (wish: Pick<Wish, 'by'>, now: Instant): readonly WishKind[] =>
  WISH_KINDS.filter((kind) => countsAs(wish, kind, now));

const countsAs = ({ by }: Pick<Wish, 'by'>, kind: WishKind, now: Instant): boolean =>
  (by[kind] ?? Number.NEGATIVE_INFINITY) > now - KEPT_MS[kind];

/** When the customer last had to do with it. */
export const wishedAt = ({ by }: Pick<Wish, 'by'>): Instant => Math.max(...Object.values(by));

/** From then on nothing of it counts any more. */
export const wishExpires = ({ by }: Pick<Wish, 'by'>): Instant =>
  Math.max(...WISH_KINDS.map((kind) => (by[kind] ?? Number.NEGATIVE_INFINITY) + KEPT_MS[kind]));

/** The known wishes with further ones, without what is long ago, and of too many the strongest. */
export const withWishes = (
  known: readonly Wish[] | undefined,
  more: readonly Wish[],
  now: Instant,
): readonly Wish[] => {
  let joined = [...(known ?? [])];
  for (const wish of more) {
    const same = joined.find((other) => isSameWish(other, wish));
    joined = [...joined.filter((other) => other !== same), same ? joinedWish(same, wish) : wish];
  }
  return joined
    .map((wish) => ({ wish, strength: strengthOf(wish, now), at: wishedAt(wish) }))
    .filter(({ strength }) => strength < WISH_KINDS.length)
    .sort((a, b) => a.strength - b.strength || b.at - a.at)
    .slice(0, LIMITS.wishesPerProfile)
    .map(({ wish }) => wish);
};

/** 0 for who asked, the strongest word; as many as there are kinds once all of it is long ago. */
const strengthOf = (wish: Pick<Wish, 'by'>, now: Instant): number => {
  const strongest = WISH_KINDS.findIndex((kind) => countsAs(wish, kind, now));
  return strongest === -1 ? WISH_KINDS.length : strongest;
};

/** The later of two words tells the price; both together tell how the customer came to wait. */
const joinedWish = (known: Wish, more: Wish): Wish => {
  const [earlier, later] = wishedAt(more) >= wishedAt(known) ? [known, more] : [more, known];
  return present({
    product: known.product,
    variant: known.variant,
    by: latestOf(known.by, more.by),
    price: later.price ?? earlier.price,
    ref: later.ref ?? earlier.ref,
    told: known.told || more.told ? latestOf(known.told ?? {}, more.told ?? {}) : undefined,
    listed: known.listed,
  });
};

const latestOf = <K extends string>(
  a: Readonly<Partial<Record<K, Instant>>>,
  b: Readonly<Partial<Record<K, Instant>>>,
): Readonly<Partial<Record<K, Instant>>> => {
  const latest: Partial<Record<K, Instant>> = { ...a };
  for (const [kind, at] of Object.entries(b) as [K, Instant][])
    latest[kind] = Math.max(latest[kind] ?? at, at);
  return latest;
};

/** The wishes of another profile, none of which stands on a list under this one's name. */
export const broughtWishes = (
  wishes: readonly Wish[] = [],
  qualify: (ref: RecordRef) => RecordRef,
): readonly Wish[] =>
  wishes.map(({ listed: _elsewhere, ref, ...wish }) => present({ ...wish, ref: ref && qualify(ref) }));

type Orders = Readonly<{ orders: readonly OrderFacts[] }>;

/** True where the customer has bought the product, in whichever variant, since this time. */
export const boughtSince = ({ orders }: Orders, product: string, at: Instant): boolean =>
  orders.some((order) => !order.uncounted && order.at >= at && order.products.includes(product));

/** True where the customer has bought it since; a cart may be told of a short time after its order. */
export const isBought = (profile: Orders, wish: Pick<Wish, 'product' | 'by'>): boolean =>
  boughtSince(profile, wish.product, wishedAt(wish) - LIMITS.wishAfterOrderMs);

/**
 * What a waiting list says of a wish, in short: the list is written anew only where this changes, so that who
 * looks at a product every day costs no write.
 */
export const listedAs = (wish: Wish, now: Instant): string => {
  const { price } = wish;
  const renewed = Math.floor(wishedAt(wish) / LIMITS.wishRenewedMs);
  return `${kindsOf(wish, now).join()} ${price ? `${price.amount} ${price.currency}` : ''} ${renewed}`;
};
