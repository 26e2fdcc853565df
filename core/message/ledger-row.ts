/** What the send ledger knows of one message: who may call the provider for it, and what became of it. */
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
  /** When the provider was or may have been called. */
  calledAt?: Instant;
  outcome?: Outcome;
  reason?: ReasonCode;
  basis?: string;
  /** The provider's own id of the message. */
  providerId?: string;
  /** What was paid for it; gone again where it was given back. */
  payment?: Payment;
  settledAt?: Instant;
  message: OutboxMessage;
  /** Later feedback, each name with the time of its first arrival; moves forward only. */
  feedback?: FeedbackTimes;
}>;
