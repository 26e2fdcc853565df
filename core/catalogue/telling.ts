/**
 * Decides whom one stretch tells of a product's news: in the order of the waiting list, only what is still
 * so, and of little stock only so many people.
 */
import { NEWS, type NewsKind, type NewsOf } from '../events/catalogue-news.ts';
import type { DomainEvent, JsonObject } from '../events/event.ts';
import { ownEvent } from '../events/own-event.ts';
import { idOf } from '../identity/identity.ts';
import { LIMITS } from '../limits.ts';
import { type Money, toDecimal } from '../money.ts';
import { present } from '../present.ts';
import { placeOf, type WaitingEntry } from '../state/waiting.ts';
import { kindsOf, wishedAt } from '../state/wishes.ts';
import type { Instant } from '../time/instant.ts';
import { isSameThing, isScarce, piecesAs } from './changes.ts';
import { priceAs, WHOLE } from './prices.ts';
import type { Product } from './product.ts';
import { canBeBoughtAs } from './stock.ts';

/** How far those who wait for a product have been told what has become of it. */
export type Telling = Readonly<{
  product: string;
  /** Mark of the event that brought the newest of it. */
  by: string;
  of: readonly NewsOf[];
  /** Number of the stretch that comes next. */
  stretch: number;
  /** The place on the list after which it begins; absent at the start. */
  after?: string;
  /** How many were told of each variant; the whole product stands under ''. */
  told: Readonly<Record<string, number>>;
  /** The stock was too small for everybody. */
  short?: true;
  /** When the next stretch is due; absent once everybody was met. */
  nextAt?: Instant;
}>;

/** What is begun anew with further news; what was left to tell goes on with it. */
export const begunWith = (
  before: Telling | undefined,
  { product, by, of }: Pick<Telling, 'product' | 'by' | 'of'>,
  now: Instant,
): Telling | undefined => {
  // More of something in stock matters only where it was too little before.
  if (of.length === 0 && !before?.short) return undefined;
  const open = before && (before.nextAt !== undefined || before.short) ? before.of : [];
  const all = [...open.filter((one) => !of.some((other) => isSameThing(one, other))), ...of];
  return all.length === 0 ? undefined : { product, by, of: all, stretch: 1, told: {}, nextAt: now };
};

type Asked = Readonly<{
  telling: Telling;
  product: Product;
  list: readonly WaitingEntry[];
  /** Kinds of news that flows tell. */
  kinds: readonly NewsKind[];
  perPiece: number;
  now: Instant;
}>;

export type Told = Readonly<{ profileId: string; event: DomainEvent }>;

/** Whom this stretch tells what, in order, and how far the telling has come then. */
export const stretchOf = (asked: Asked): Readonly<{ told: readonly Told[]; next: Telling }> => {
  const { telling, product, now } = asked;
  const open = telling.of.filter((news) => asked.kinds.includes(news.kind) && isStillSo(product, news));
  const places = open.length === 0 ? [] : placesAfter(asked);
  const walk: Walk = { told: [], counts: { ...telling.told }, short: telling.short === true, people: 0 };
  let after = telling.after;
  for (const { place, entry } of places) {
    if (walk.people >= LIMITS.toldPerStretch) break;
    after = place;
    meet(asked, walk, entry, open);
  }
  const ended = places.length === 0 || after === places.at(-1)?.place;
  const next = {
    ...telling,
    stretch: telling.stretch + 1,
    after,
    told: walk.counts,
    short: walk.short || undefined,
    nextAt: ended ? undefined : now + LIMITS.tellStretchMs,
  };
  return { told: walk.told, next: present(next) };
};

/** Exists within one call of stretchOf. */
type Walk = {
  readonly told: Told[];
  readonly counts: Record<string, number>;
  short: boolean;
  people: number;
};

const meet = (asked: Asked, walk: Walk, entry: WaitingEntry, open: readonly NewsOf[]): void => {
  const { product } = asked;
  const answers = open.filter((news) => isFor(news, entry, product));
  if (answers.length === 0) return;
  const key = keyFor(product, entry.variant);
  const count = walk.counts[key] ?? 0;
  if (count >= roomFor(asked, key)) {
    walk.short = true;
    return;
  }
  walk.counts[key] = count + 1;
  walk.people += 1;
  const { profileId } = entry;
  walk.told.push(...answers.map((news) => ({ profileId, event: eventFor(news, entry, product) })));
};

const placesAfter = ({ telling: { after = '' }, list, now }: Asked) =>
  list
    .filter((entry) => kindsOf(entry, now).length > 0)
    .map((entry) => ({ place: placeOf(entry, now), entry }))
    .filter(({ place }) => place > after)
    .toSorted((a, b) => (a.place < b.place ? -1 : 1));

/** The news is looked at again before each stretch: only what is still so is told. */
export const isStillSo = (product: Product, { kind, variant, price }: NewsOf): boolean => {
  if (!canBeBoughtAs(product, variant)) return false;
  if (kind === 'low-stock') return isScarce(product, variant);
  return kind === 'back-in-stock' || isAtMost(priceAs(product, variant ?? WHOLE), price);
};

export const isAtMost = (price: Money | undefined, most: Money | undefined): boolean =>
  price !== undefined && price.currency === most?.currency && price.amount <= most.amount;

/** A variant that nobody described is sold as the product is. */
export const keyFor = ({ id, variants }: Product, variant: string | undefined): string =>
  variant !== undefined && variant !== id && Object.hasOwn(variants, variant) ? variant : WHOLE;

/** Who has had to do with the product since has seen it for themselves. */
const isFor = (news: NewsOf, entry: WaitingEntry, product: Product): boolean =>
  (news.variant ?? WHOLE) === keyFor(product, entry.variant) && wishedAt(entry) <= news.at;

const roomFor = ({ product, perPiece }: Asked, key: string): number => {
  const left = piecesAs(product, key === WHOLE ? undefined : key);
  return left === undefined ? Number.POSITIVE_INFINITY : left * perPiece;
};

/** The same event however often the stretch is done. */
const eventFor = (news: NewsOf, { profileId, variant }: WaitingEntry, product: Product): DomainEvent => {
  const { kind, at, before, lowest } = news;
  const price = priceAs(product, keyFor(product, variant));
  const decimal = (money: Money | undefined) => money && toDecimal(money);
  const data = present({
    product_id: product.id,
    variant_id: variant,
    title: product.title,
    url: product.url,
    image_url: product.imageUrl,
    categories: product.categories.length > 0 ? product.categories : undefined,
    currency: price?.currency,
    price: decimal(price),
    price_before: decimal(before),
    lowest_price: decimal(lowest),
  }) as JsonObject;
  const id = idOf('news', kind, product.id, variant ?? '', at, profileId);
  return ownEvent({ id, name: NEWS[kind], at, source: 'stammkunde', data });
};
