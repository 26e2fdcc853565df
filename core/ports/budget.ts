/** The month's budget for paid messages: no number of senders side by side oversteps it. */
import type { Payment } from '../message/cost.ts';

/** Whatever dies between two steps leaves money reserved that was not spent, never the other way round. */
export type Budget = Readonly<{
  /** False: the limit (in millionths; undefined = none) leaves no room for it, and nothing was taken. */
  reserve: (payment: Payment, limitMicros: number | undefined) => Promise<boolean>;
  /** For a payment that no ledger row knows. */
  giveBack: (payment: Payment) => Promise<void>;
  /** Gives back what the message's ledger row says was paid for it, once, however often it is asked. */
  refund: (messageId: string) => Promise<void>;
}>;
