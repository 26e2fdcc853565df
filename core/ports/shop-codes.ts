/** Makes coupon codes in the shop, each for one customer, by the API of its platform. */
import type { Money } from '../money.ts';
import type { Worth } from '../program/coupon-pool.ts';
import type { Instant } from '../time/instant.ts';
import type { ShopRefusal } from './shop-refusal.ts';

export type CodeAsked = Readonly<{
  code: string;
  worth: Worth;
  minimum?: Money;
  startsAt: Instant;
  /** Absent: the code never ends. */
  expiresAt?: Instant;
  /** What the shop's staff read beside the code; it names nobody. */
  title: string;
}>;

export type CodeMade =
  /** The shop has this very code with this very end, made now or by an earlier attempt. */
  Readonly<{ kind: 'made' }> | ShopRefusal;

/** `shop` is the name of a platform. Asking again for the same code makes no second one. */
export type ShopCodes = Readonly<{
  make: (shop: string, asked: CodeAsked) => Promise<CodeMade>;
}>;
