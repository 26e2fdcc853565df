/**
 * Our own events about a product that a customer waits for: it can be bought again, its price fell, or little
 * of it is left.
 */
import type { Money } from '../money.ts';
import type { Instant } from '../time/instant.ts';
import type { EventName } from './event.ts';

/** By the word with which a flow's trigger asks for it. */
export const NEWS = {
  'back-in-stock': 'product.back_in_stock',
  'price-drop': 'product.price_dropped',
  'low-stock': 'product.low_stock',
} as const satisfies Readonly<Record<string, EventName>>;

export type NewsKind = keyof typeof NEWS;
export const NEWS_KINDS = Object.keys(NEWS) as readonly NewsKind[];

/** Undefined where the event is no news about a product. */
export const newsKindOf = (name: string): NewsKind | undefined =>
  NEWS_KINDS.find((kind) => NEWS[kind] === name);

/** How a customer came to wait for a product, the strongest word first: asked, put into a cart, looked at. */
export const WISH_KINDS = ['wanted', 'carted', 'viewed'] as const;
export type WishKind = (typeof WISH_KINDS)[number];

/** One piece of news about a variant; without one about the product as a whole. */
export type NewsOf = Readonly<{
  kind: NewsKind;
  variant?: string;
  /** When it became so. */
  at: Instant;
  price?: Money;
  /** Of a price that fell: the one before, and the lowest of the 30 days before, where those are known. */
  before?: Money;
  lowest?: Money;
}>;
