/** The compiled form of one pool of coupon codes: a file in coupons/. */
import type { Money } from '../money.ts';
import type { Instant } from '../time/instant.ts';

/** What a code takes off: percent of the cart, an amount, or the shipping. */
export type Worth = Readonly<{ percent: number } | { amount: Money } | { freeShipping: true }>;

/** A code after `until` is not given out: the shop takes it no longer. */
export type CouponPool =
  /** One code for everybody. */
  | Readonly<{ kind: 'one'; code: string; until?: Instant }>
  /**
   * A list of codes, each for one customer. `list` names the imported list in the table; it stays the same as
   * long as the file holds the same codes (`hash`).
   */
  | Readonly<{ kind: 'codes'; list: string; hash: string; count: number }>
  /** Codes that are made in the shop, one for each customer. `validFor` holds where the step names no time. */
  | Readonly<{
      kind: 'shop';
      /** Name of the platform. */
      shop: string;
      worth: Worth;
      prefix: string;
      validFor?: string;
      /** The smallest cart that may use the code. */
      minimum?: Money;
    }>;
