/**
 * A ledger row as it is stored, to the row that the engine knows: what the provider told is counted in on
 * reading.
 */

import type { Payment } from '../../core/message/cost.ts';
import type { LedgerRow } from '../../core/message/ledger-row.ts';
import { type FeedbackTimes, outcomeOf, reasonOf, SOFT_BOUNCE } from '../../core/message/outcome.ts';
import { OUTCOMES, REASON_CODES } from '../../core/reason.ts';
import { readOutboxMessage } from '../../core/state/outbox-schema.ts';
import { type Item, numberOf, textOf } from './attributes.ts';

const PHASES: readonly LedgerRow['phase'][] = ['claimed', 'calling', 'released', 'settled'];

/** Undefined where the item is no ledger row, e.g. empty because AWS did not send it. */
export const rowOf = (item: Item): LedgerRow | undefined => {
  const body = textOf(item, 'message');
  const phase = PHASES.find((name) => name === textOf(item, 'phase'));
  if (body === undefined || phase === undefined) return undefined;
  const message = readOutboxMessage(body);
  const feedback = feedbackOf(item);
  const settled = OUTCOMES.find((name) => name === textOf(item, 'outcome'));
  const outcome = outcomeOf(settled, feedback);
  return defined({
    messageId: message.messageId,
    profileId: message.profileId,
    // Feedback proves that the provider has it, whether or not the sender lived to write that down.
    phase: outcome === undefined ? phase : 'settled',
    token: textOf(item, 'token'),
    leaseUntil: numberOf(item, 'leaseUntil'),
    calledAt: numberOf(item, 'calledAt'),
    outcome,
    reason: reasonOf(
      outcome,
      REASON_CODES.find((name) => name === textOf(item, 'reason')),
    ),
    basis: textOf(item, 'basis'),
    providerId: textOf(item, 'providerId'),
    payment: paymentOf(item),
    settledAt: numberOf(item, 'settledAt'),
    message,
    feedback: Object.keys(feedback).length === 0 ? undefined : feedback,
  });
};

/** What the row says was paid for its message. */
export const paymentOf = (row: Item): Payment | undefined => {
  const [micros, currency, month] = [
    numberOf(row, 'costMicros'),
    textOf(row, 'costCurrency'),
    textOf(row, 'costMonth'),
  ];
  return micros === undefined || currency === undefined || month === undefined
    ? undefined
    : { micros, currency, month };
};

const feedbackOf = (item: Item): FeedbackTimes => {
  const told = item.feedback?.M ?? {};
  return Object.fromEntries(
    [...OUTCOMES, SOFT_BOUNCE].flatMap((kind) =>
      told[kind]?.N === undefined ? [] : [[kind, Number(told[kind].N)]],
    ),
  );
};

/** Absent facts are absent keys, so that rows compare and store as plain JSON. */
const defined = (
  row: Pick<LedgerRow, 'messageId' | 'profileId' | 'phase' | 'message'> & {
    [K in keyof LedgerRow]?: LedgerRow[K] | undefined;
  },
): LedgerRow =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as LedgerRow;
