/** Reads a shop's orders by the API of its platform, for those that no webhook told of. */
import type { Instant } from '../time/instant.ts';
import type { ShopRefusal } from './shop-refusal.ts';

/** Orders that changed from `since` on and before `until`; `cursor` is the `next` of the page before. */
export type OrdersAsked = Readonly<{ since: Instant; until: Instant; cursor?: string }>;

export type OrdersPage = Readonly<{
  kind: 'page';
  /** As the platform states them, the oldest change first. */
  orders: readonly unknown[];
  /** The shop as its credentials name it. */
  shop: string;
  /** Absent: there are no more. */
  next?: string;
}>;

/** `platform` is the name of a platform. */
export type ShopOrders = Readonly<{
  read: (platform: string, asked: OrdersAsked) => Promise<OrdersPage | ShopRefusal>;
}>;
