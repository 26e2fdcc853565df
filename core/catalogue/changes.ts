/**
 * Finds what an event has changed of a product so that somebody who waits may want to hear of it: it can be
 * bought again, its price fell, or little of it is left.
 */
import type { NewsKind, NewsOf } from '../events/catalogue-news.ts';
import type { DomainEvent } from '../events/event.ts';
import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import type { Instant } from '../time/instant.ts';
import { formerPricesOf, keysOf, knowsLowest, lowestBefore, priceAs, WHOLE } from './prices.ts';
import type { Product, ProductNews } from './product.ts';
import { asVariant, canBeBoughtAs, piecesLeft } from './stock.ts';

/** The mark by which the news of an event is found again where the event comes once more. */
export const newsMark = ({ id, at }: Pick<DomainEvent, 'id' | 'at'>): string => `${id}@${at}`;

/** The news that this very event has brought; undefined where it brought none. */
export const newsBy = (
  product: Product | undefined,
  event: Pick<DomainEvent, 'id' | 'at'>,
): ProductNews | undefined => (product?.news?.by === newsMark(event) ? product.news : undefined);

/** The product with its former prices, and with what is new. A product that nobody knew brings no news. */
export const withNews = (known: Product | undefined, next: Product, event: DomainEvent): Product => {
  const product = { ...next, ...formerPricesOf(known, next, event.at) };
  const keys = known ? changedKeys(known, product) : [];
  const of = known ? keys.flatMap((key) => newsOfKey(known, product, key, event.at)) : [];
  const more = known !== undefined && keys.some((key) => hasMore(known, product, key));
  if (of.length === 0 && !more) return product;
  const before = newsBy(known, event)?.of ?? [];
  const others = before.filter((one) => !of.some((other) => isSameThing(one, other)));
  const news = {
    by: newsMark(event),
    of: [...others, ...of].slice(0, LIMITS.newsPerEvent),
    more: more || undefined,
  };
  return { ...product, news: present(news) };
};

export const isSameThing = (a: NewsOf, b: NewsOf): boolean => a.kind === b.kind && a.variant === b.variant;

const newsOfKey = (known: Product, next: Product, key: string, at: Instant): readonly NewsOf[] => {
  const variant = key === WHOLE ? undefined : key;
  const price = priceAs(next, key);
  const about = (kind: NewsKind): NewsOf => present({ kind, variant, at, price });
  const comesBack = !canBeBoughtAs(known, variant) && canBeBoughtAs(next, variant);
  return [
    ...(comesBack ? [about('back-in-stock')] : []),
    ...(falls(known, next, key, at)
      ? [{ ...about('price-drop'), ...pricesBefore(known, next, key, at) }]
      : []),
    ...(becomesScarce(known, next, variant) ? [about('low-stock')] : []),
  ];
};

/**
 * True where the price is lower than the one before, and than every other one of the last 30 days: a price
 * that was raised and comes down again has not fallen.
 */
const falls = (known: Product, next: Product, key: string, at: Instant): boolean => {
  const [before, now] = [priceAs(known, key), priceAs(next, key)];
  if (!before || !now || before.currency !== now.currency || now.amount >= before.amount) return false;
  const lowest = lowestBefore(next, key, at);
  return lowest !== undefined && lowest.currency === now.currency && now.amount < lowest.amount;
};

const pricesBefore = (known: Product, next: Product, key: string, at: Instant) =>
  present({
    before: priceAs(known, key),
    lowest: knowsLowest(next, at) ? lowestBefore(next, key, at) : undefined,
  });

const becomesScarce = (known: Product, next: Product, variant: string | undefined): boolean => {
  const before = piecesAs(known, variant);
  return before !== undefined && before > LIMITS.lowStockPieces && isScarce(next, variant);
};

export const isScarce = (product: Product, variant: string | undefined): boolean => {
  const left = piecesAs(product, variant);
  return left !== undefined && left > 0 && left <= LIMITS.lowStockPieces;
};

/** Pieces that are left of the variant, or of the whole; undefined where nobody counts them. */
export const piecesAs = (product: Product, variant: string | undefined): number | undefined =>
  piecesLeft(asVariant(product, variant));

/** True where more of something in stock has come: who was not told yet because it was little may be now. */
const hasMore = (known: Product, next: Product, key: string): boolean => {
  const variant = key === WHOLE ? undefined : key;
  const [before, now] = [piecesAs(known, variant), piecesAs(next, variant)];
  return before !== undefined && before > 0 && (now === undefined || now > before);
};

/**
 * Of which there may be news: a stock word is about one variant, and a product may have thousands. What is
 * said of the whole counts for all of them.
 */
const changedKeys = (known: Product, next: Product): readonly string[] => {
  const whole = (product: Product) => [product.deleted, product.price, product.variants[product.id]];
  const isSaidOfAll = JSON.stringify(whole(known)) !== JSON.stringify(whole(next));
  return keysOf(next).filter(
    (key) => key === WHOLE || isSaidOfAll || next.variants[key] !== known.variants[key],
  );
};
