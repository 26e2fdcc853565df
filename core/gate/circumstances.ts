/** What only the sender knows of a message, directly before it leaves. */
import type { AskedBy } from '../consent/asking.ts';
import type { ReasonCode } from '../reason.ts';
import type { Instant } from '../time/instant.ts';

/** Facts that only the sender knows. `decide` leaves them out, and the sender checks the message again. */
export type Circumstances = Readonly<{
  /** None of the products in the message can be bought, or a list that it is about is empty. */
  outOfStock?: boolean;
  nothingToShow?: boolean;
  /** What the message says of the price or stock of a product is no longer so. */
  contentChanged?: boolean;
  /** The coupon code that the message promises is not available. */
  couponMissing?: boolean;
  /** The shop did not make the coupon code that the message promises. */
  couponNotMade?: boolean;
  /** The coupon code that the message promises is no longer valid. */
  couponExpired?: boolean;
  /** The month's budget is used up. */
  budgetSpent?: boolean;
  /** The customer has an input in the dead-letter queue (rule 6). */
  heldUntil?: Instant;
  /** Who caused it, where the message asks for a confirmation. */
  asked?: AskedBy;
  /** It asks a number of a country in which the shop asks nobody. */
  foreignNumber?: boolean;
}>;

/** What the message would promise and is not so; the first that holds is the reason. */
export const untrueIn = (circumstances: Circumstances): ReasonCode | undefined =>
  UNTRUE.find(([fact]) => circumstances[fact])?.[1];

const UNTRUE: readonly (readonly [keyof Circumstances, ReasonCode])[] = [
  ['outOfStock', 'content-out-of-stock'],
  ['contentChanged', 'content-changed'],
  ['nothingToShow', 'nothing-to-show'],
  ['couponMissing', 'coupon-pool-empty'],
  ['couponNotMade', 'coupon-not-made'],
  ['couponExpired', 'coupon-expired'],
];
