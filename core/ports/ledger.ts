/** The send ledger: who may call the provider for a message, and what became of it. */
import type { Payment } from '../message/cost.ts';
import type { LedgerRow } from '../message/ledger-row.ts';
import type { FeedbackKind } from '../message/outcome.ts';
import type { Outcome, ReasonCode } from '../reason.ts';
import type { OutboxMessage } from '../state/effect.ts';
import type { Instant } from '../time/instant.ts';

export type Call = Readonly<{
  at: Instant;
  /** Until when the row must tell what became of the message; a row without a call is kept for less. */
  keptUntil?: Instant;
  /** What was reserved for it. */
  payment?: Payment;
}>;

export type Ledger = Readonly<{
  /** Claims a new, released or expired-claimed row; answers what stands there otherwise. */
  claim: (message: OutboxMessage, token: string, now: Instant) => Promise<'claimed' | LedgerRow>;
  /** Conditional on the token, directly before the provider call. False: somebody else holds it. */
  calling: (messageId: string, token: string, call: Call) => Promise<boolean>;
  /** Gives a claim back without an outcome (throttled, deferred). */
  release: (messageId: string, token: string) => Promise<void>;
  /**
   * By the holder of the token, or without one for a `calling` whose lease has run out. False: somebody else
   * holds or settled it.
   */
  settle: (
    messageId: string,
    result: Readonly<{
      outcome: Outcome;
      reason?: ReasonCode;
      basis?: string;
      providerId?: string;
      at: Instant;
      token?: string;
    }>,
  ) => Promise<boolean>;
  /**
   * Feedback from the provider; settles `unknown` and expired `calling` as sent where it proves that.
   * Idempotent, forward only.
   */
  feedback: (
    messageId: string,
    outcome: FeedbackKind,
    at: Instant,
    more?: Readonly<{ providerId?: string /** Why it failed. */; reason?: ReasonCode }>,
  ) => Promise<void>;
  read: (messageIds: readonly string[]) => Promise<readonly LedgerRow[]>;
}>;
