/** Keeps the codes of coupons: which customer has which, and which are still free. */
import type { Instant } from '../time/instant.ts';

export type CouponAsked = Readonly<{
  /** Deterministic over enrollment and step; never a customer's id. */
  id: string;
  /**
   * From an imported list, each code once; the very code, for everybody who asks; or the very code for this
   * coupon alone, which the shop has yet to make.
   */
  from: Readonly<{ list: string }> | Readonly<{ code: string }> | Readonly<{ own: string }>;
  /** When a code that is issued now expires. */
  expiresAt?: Instant;
}>;

export type IssuedCoupon = Readonly<{
  code: string;
  expiresAt?: Instant;
  /** The customer's profile has been told of it. */
  told: boolean;
  /** The shop does not have the code yet. */
  unmade?: true;
}>;

export type CouponStore = Readonly<{
  /**
   * The code that this id has, or else a free one, which is then never free again. The same id always gets
   * the same code, in parallel and after a crash at any point. `empty` also where another coupon has the very
   * code that was asked for.
   */
  draw: (asked: CouponAsked, now: Instant) => Promise<IssuedCoupon | 'empty'>;
  markTold: (id: string) => Promise<void>;
  /** The shop has the code now. */
  markMade: (id: string) => Promise<void>;
}>;

export type CouponLists = Readonly<{
  /** Writes down the free codes of a list; those that a customer has are left out, and counted. */
  fill: (list: string, codes: readonly string[]) => Promise<Readonly<{ given: number }>>;
  /** Forgets what is free in a list; what was given out stays given. */
  clear: (list: string) => Promise<void>;
}>;
