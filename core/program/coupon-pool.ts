/** The compiled form of one pool of coupon codes: a file in coupons/. */
import type { Instant } from '../time/instant.ts';

/** A code after `until` is not given out: the shop takes it no longer. */
export type CouponPool =
  /** One code for everybody. */
  | Readonly<{ kind: 'one'; code: string; until?: Instant }>
  /**
   * A list of codes, each for one customer. `list` names the imported list in the table; it stays the same as
   * long as the file holds the same codes (`hash`).
   */
  | Readonly<{ kind: 'codes'; list: string; hash: string; count: number }>;
