/**
 * Turns a stored ledger row into the row that the engine knows. The provider's feedback is included when the
 * row is read.
 */

import type { Payment } from '../../core/message/cost.ts';
import type { LedgerRow } from '../../core/message/ledger-row.ts';
import {
  type FeedbackKind,
  type FeedbackTimes,
  outcomeOf,
  reasonOf,
  SOFT_BOUNCE,
} from '../../core/message/outcome.ts';
import { present } from '../../core/present.ts';
import { OUTCOMES, REASON_CODES } from '../../core/reason.ts';
import { readOutboxMessage } from '../../core/state/outbox-schema.ts';

const PHASES: readonly LedgerRow['phase'][] = ['claimed', 'calling', 'released', 'settled'];

const KINDS: readonly FeedbackKind[] = [...OUTCOMES, SOFT_BOUNCE];

export type StoredRow = Readonly<{
  phase?: string;
  token?: string;
  leaseUntil?: number;
  calledAt?: number;
  outcome?: string;
  reason?: string;
  /** MISSING is a reserved word of DynamoDB. */
  lacked?: string;
  basis?: string;
  providerId?: string;
  costMicros?: number;
  costCurrency?: string;
  costMonth?: string;
  settledAt?: number;
  /** The message as JSON, as it came from the queue. */
  message?: string;
  feedback?: FeedbackTimes;
}>;

/** Undefined where the item is no ledger row, e.g. an empty one because AWS did not return it. */
export const rowOf = (item: StoredRow): LedgerRow | undefined => {
  const phase = PHASES.find((name) => name === item.phase);
  if (item.message === undefined || phase === undefined) return undefined;
  const message = readOutboxMessage(item.message);
  const feedback = feedbackOf(item.feedback ?? {});
  const settled = OUTCOMES.find((name) => name === item.outcome);
  const outcome = outcomeOf(settled, feedback);
  return present({
    messageId: message.messageId,
    profileId: message.profileId,
    // Feedback proves that the provider has the message, even if the sender died before it could write that
    // down.
    phase: outcome === undefined ? phase : 'settled',
    token: item.token,
    leaseUntil: item.leaseUntil,
    calledAt: item.calledAt,
    outcome,
    reason: reasonOf(
      outcome,
      REASON_CODES.find((name) => name === item.reason),
    ),
    missing: item.lacked,
    basis: item.basis,
    providerId: item.providerId,
    payment: paymentOf(item),
    settledAt: item.settledAt,
    message,
    feedback: Object.keys(feedback).length === 0 ? undefined : feedback,
  });
};

/** The amount paid for the row's message. */
export const paymentOf = ({
  costMicros: micros,
  costCurrency: currency,
  costMonth: month,
}: StoredRow): Payment | undefined =>
  micros === undefined || currency === undefined || month === undefined
    ? undefined
    : { micros, currency, month };

/** Drops kinds of feedback that only a newer version of the code knows. */
const feedbackOf = (told: FeedbackTimes): FeedbackTimes =>
  Object.fromEntries(KINDS.flatMap((kind) => (told[kind] === undefined ? [] : [[kind, told[kind]]])));
