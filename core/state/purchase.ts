/**
 * What counts of a customer's orders: net of cancellations, refunds and test orders, one sum per currency.
 * The newest orders stand in rows, so that each can be taken back; of older ones only the sums, the first and
 * last date and short marks are kept, so the state does not grow with the customer's age.
 */
import type { Money } from '../money.ts';
import type { Instant } from '../time/instant.ts';

export type Purchase = Readonly<{
  /** Mark of the order's id. */
  id: string;
  at: Instant;
  /** Undefined where no event has stated a readable total. */
  total?: Money;
  /** When the total was stated, where it was after the order was placed. */
  totalAt?: Instant;
  /** What was refunded, in minor units, by the mark of the refund. */
  refunds?: Readonly<Record<string, number>>;
  /** Why the order does not count. */
  off?: 'cancelled' | 'refunded' | 'test';
  /** The order had left the rows before it was taken back; `at` is when that was said. */
  undated?: true;
  /** When such an order was placed, where that is still known. */
  placedAt?: Instant;
}>;

export type Purchases = Readonly<{
  /** Oldest first, at most LIMITS.purchasesPerProfile. */
  rows: readonly Purchase[];
  /** How many orders count, per currency; under '' those without a readable total. */
  counted: Readonly<Record<string, number>>;
  /**
   * Orders that have left the rows and count; `marks` joins the marks of the newest of them, `older` tells what
   * they were worth (older-purchases.ts), oldest first.
   */
  left?: Readonly<{ first: Instant; last: Instant; marks: string; older?: readonly string[] }>;
}>;
