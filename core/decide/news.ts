/**
 * Decides whether news about a product answers a wish of this customer, and writes what it means to them into
 * the event. The waiting list only leads here: what counts is what the profile knows.
 */
import { type NewsKind, newsKindOf } from '../events/catalogue-news.ts';
import type { DomainEvent } from '../events/event.ts';
import { moneyAt, textAt } from '../events/read-data.ts';
import { type Money, toDecimal } from '../money.ts';
import type { Wish } from '../state/figures.ts';
import type { Profile } from '../state/profile.ts';
import { isBought, kindsOf, wishedAt } from '../state/wishes.ts';
import type { Instant } from '../time/instant.ts';

/** True where the event is about exactly what the wish is for. */
export const isAboutWish = ({ data }: DomainEvent, wish: Pick<Wish, 'product' | 'variant'>): boolean =>
  textAt(data, 'product_id') === wish.product && textAt(data, 'variant_id') === wish.variant;

/**
 * The event with `wishes` (how the customer came to wait) and, of a fallen price, `seen_price` and `percent`.
 * Undefined where it concerns nobody: there is no such wish any more, what it was for was bought, the
 * customer has seen the product since, or was told of this very change already.
 */
export const newsFor = (profile: Profile, event: DomainEvent, now: Instant): DomainEvent | undefined => {
  const kind = newsKindOf(event.name);
  const wish = profile.wishes?.find((one) => isAboutWish(event, one));
  if (!kind || !wish || wishedAt(wish) > event.at || isBought(profile, wish)) return undefined;
  if (wasTold(profile, wish, kind, event.at)) return undefined;
  const wishes = kindsOf(wish, now);
  if (wishes.length === 0) return undefined;
  if (kind !== 'price-drop') return { ...event, data: { ...event.data, wishes } };
  const fall = fallFor(wish, event);
  return fall && { ...event, data: { ...event.data, wishes, ...fall } };
};

/**
 * Of several sizes that came back at once one is told. Of several prices that fell each is, because a flow
 * may ask for more of a fall than the first one brings; it has one run for all of them.
 */
const wasTold = ({ wishes = [] }: Profile, wish: Wish, kind: NewsKind, at: Instant): boolean => {
  const told = (one: Wish): Instant => one.told?.[kind] ?? Number.NEGATIVE_INFINITY;
  if (told(wish) >= at) return true;
  return kind !== 'price-drop' && wishes.some((one) => one.product === wish.product && told(one) === at);
};

/** Measured against the price that the customer saw; where they saw none, against the one before. */
const fallFor = (
  { price }: Wish,
  { data }: DomainEvent,
): Readonly<{ seen_price: string; percent: number }> | undefined => {
  const now = moneyAt(data, 'price');
  const seen = price ?? moneyAt(data, 'price_before');
  if (!now || !seen || seen.currency !== now.currency || now.amount >= seen.amount) return undefined;
  return { seen_price: toDecimal(seen), percent: percentOf(seen, now) };
};

/** In hundredths of a per cent, never rounded up: what is called a fall of ten per cent is one. */
const percentOf = (seen: Money, now: Money): number =>
  Math.floor(((seen.amount - now.amount) * 10_000) / seen.amount) / 100;
