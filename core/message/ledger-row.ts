/** The ledger's row of one message: who may call the provider for it, and what became of it. */
import type { Outcome, ReasonCode } from '../reason.ts';
import type { OutboxMessage } from '../state/effect.ts';
import type { Instant } from '../time/instant.ts';
import type { Payment } from './cost.ts';
import type { FeedbackTimes } from './outcome.ts';

export type LedgerRow = Readonly<{
  messageId: string;
  profileId: string;
  phase: 'claimed' | 'calling' | 'released' | 'settled';
  token?: string;
  leaseUntil?: Instant;
  /** When the provider was called, or may have been called. */
  calledAt?: Instant;
  outcome?: Outcome;
  reason?: ReasonCode;
  /** The variable of the template that the customer has nothing for, where that is why. */
  missing?: string;
  basis?: string;
  /** The provider's own id of the message. */
  providerId?: string;
  /** The amount paid for the message; removed where it was given back. */
  payment?: Payment;
  settledAt?: Instant;
  message: OutboxMessage;
  /** Later feedback, each kind with the time of its first arrival; it only moves forward. */
  feedback?: FeedbackTimes;
}>;
