/** The send ledger: which sender may call the provider for a message, and what became of the message. */
import type { Payment } from '../message/cost.ts';
import type { LedgerRow } from '../message/ledger-row.ts';
import type { FeedbackKind } from '../message/outcome.ts';
import type { Outcome, ReasonCode } from '../reason.ts';
import type { OutboxMessage } from '../state/effect.ts';
import type { Instant } from '../time/instant.ts';

export type Call = Readonly<{
  at: Instant;
  /**
   * Until when the row must show what became of the message; a row without a call is kept for a shorter time.
   */
  keptUntil?: Instant;
  /** The money that was reserved for the message. */
  payment?: Payment;
}>;

export type Ledger = Readonly<{
  /**
   * Claims a row that is new, released, or whose claim has expired; otherwise returns the row that stands
   * there. One that feedback has come for is claimed no more: the provider has the message.
   */
  claim: (message: OutboxMessage, token: string, now: Instant) => Promise<'claimed' | LedgerRow>;
  /**
   * Marks the call directly before it is made, conditional on the token. False: another sender holds the row,
   * or the provider has the message already.
   */
  calling: (messageId: string, token: string, call: Call) => Promise<boolean>;
  /** Gives a claim back without an outcome (throttled, deferred). */
  release: (messageId: string, token: string) => Promise<void>;
  /**
   * Settles the row, by the holder of the token, or without a token where the lease of a `calling` has run
   * out. False: another sender holds or has settled it.
   */
  settle: (
    messageId: string,
    result: Readonly<{
      outcome: Outcome;
      reason?: ReasonCode;
      /** The variable that this customer has nothing for, where that is why. */
      missing?: string;
      basis?: string;
      providerId?: string;
      at: Instant;
      /** As long as the timeline shows the outcome; absent where `calling` has said so, or nobody sees it. */
      keptUntil?: Instant;
      token?: string;
    }>,
  ) => Promise<boolean>;
  /**
   * Records feedback from the provider, and settles `unknown` or an expired `calling` as sent where the
   * feedback proves that. Idempotent; an outcome only moves forward.
   */
  feedback: (
    messageId: string,
    outcome: FeedbackKind,
    at: Instant,
    more?: Readonly<{ providerId?: string /** Why it failed. */; reason?: ReasonCode }>,
  ) => Promise<void>;
  read: (messageIds: readonly string[]) => Promise<readonly LedgerRow[]>;
}>;
