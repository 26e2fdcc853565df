/** The month's budget for paid messages. Senders that run in parallel never exceed it together. */
import type { Payment } from '../message/cost.ts';

/** A crash between two steps may leave money reserved that was not spent, never the other way round. */
export type Budget = Readonly<{
  /**
   * Reserves the payment. False: the limit (in millionths; undefined = none) leaves no room, and nothing was
   * reserved.
   */
  reserve: (payment: Payment, limitMicros: number | undefined) => Promise<boolean>;
  /** Gives back a payment that no ledger row knows. */
  giveBack: (payment: Payment) => Promise<void>;
  /** Gives back what was paid for a message by its ledger row; repeated calls give it back only once. */
  refund: (messageId: string) => Promise<void>;
}>;
