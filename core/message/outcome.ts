/** Decides the outcome of a message from what the sender settled and what the provider reported later. */

import { idOf } from '../identity/identity.ts';
import { present } from '../present.ts';
import type { Outcome, ReasonCode } from '../reason.ts';
import type { OutboxMessage } from '../state/effect.ts';
import type { OutcomeInput } from '../state/input.ts';
import type { Instant } from '../time/instant.ts';

/**
 * A bounce that says nothing about the address. After a delivery it is an automatic answer, and the message
 * did arrive.
 */
export const SOFT_BOUNCE = 'soft-bounced';
export type FeedbackKind = Outcome | typeof SOFT_BOUNCE;
export type FeedbackTimes = Readonly<Partial<Record<FeedbackKind, Instant>>>;

/**
 * The order in which feedback moves an outcome forward, whatever order the reports arrive in. A delivered
 * message has not failed, but it may still bounce; a complaint proves that it was read.
 */
const FORWARD: readonly FeedbackKind[] = [
  'sent',
  'failed',
  SOFT_BOUNCE,
  'delivered',
  'opened',
  'read',
  'clicked',
  'bounced',
  'complained',
];

/** The furthest known outcome: any feedback proves that the message left, whatever the sender recorded. */
export const outcomeOf = (settled: Outcome | undefined, feedback: FeedbackTimes): Outcome | undefined => {
  const furthest = FORWARD.findLast((kind) => feedback[kind] !== undefined);
  return furthest === SOFT_BOUNCE ? 'bounced' : (furthest ?? settled);
};

/**
 * The reason of an outcome. A reason belongs to the outcome it was recorded with, so a sent message, and
 * every outcome that feedback made of it, has none.
 */
export const reasonOf = (
  outcome: Outcome | undefined,
  told: ReasonCode | undefined,
): ReasonCode | undefined =>
  outcome !== 'failed' && FORWARD.some((name) => name === outcome) ? undefined : told;

/**
 * The input that reports the sender's result to the engine. Its id repeats over redeliveries of one decided
 * message, so reporting it twice is harmless.
 */
export const outcomeInput = (
  message: OutboxMessage,
  found: Readonly<{
    profileId: string;
    outcome: OutcomeInput['outcome'];
    reason: ReasonCode;
    until?: Instant;
    at: Instant;
  }>,
): OutcomeInput =>
  present({
    kind: 'outcome',
    inputId: idOf(
      'outcome',
      message.messageId,
      found.outcome,
      found.outcome === 'deferred' ? message.decidedAt : 0,
    ),
    profileId: found.profileId,
    receivedAt: found.at,
    messageId: message.messageId,
    flow: message.flow,
    step: message.step,
    entryId: message.entryId,
    outcome: found.outcome,
    reason: found.reason,
    until: found.until,
    dueAt: message.dueAt,
  });
