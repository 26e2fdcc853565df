/** Asks a shop, by the API of its platform, for what a notice of it only names. */
import type { ShopNotice } from '../state/shop-notice.ts';
import type { ShopRefusal } from './shop-refusal.ts';

/** What the shop said about a thing, in the words of its API. */
export type Found =
  | Readonly<{ kind: 'found'; details: Readonly<Record<string, unknown>> }>
  /** The shop has no such thing any more, or not yet. */
  | Readonly<{ kind: 'gone' }>;

export type ShopDetails = Readonly<{
  read: (notice: Pick<ShopNotice, 'platform' | 'shop' | 'thing'>) => Promise<Found | ShopRefusal>;
}>;
