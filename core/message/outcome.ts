/**
 * What became of a message when all that is known is put together: what the sender settled, and what the
 * provider told later.
 */

import { idOf } from '../identity/identity.ts';
import { present } from '../present.ts';
import type { Outcome, ReasonCode } from '../reason.ts';
import type { OutboxMessage } from '../state/effect.ts';
import type { OutcomeInput } from '../state/input.ts';
import type { Instant } from '../time/instant.ts';

/**
 * A bounce that says nothing about the address. Told after an arrival, it is the answer of a robot there, and
 * the message did arrive.
 */
export const SOFT_BOUNCE = 'soft-bounced';
export type FeedbackKind = Outcome | typeof SOFT_BOUNCE;
export type FeedbackTimes = Readonly<Partial<Record<FeedbackKind, Instant>>>;

/**
 * How far each piece of feedback carries a message. It only moves forward, whatever order the pieces arrive
 * in. What was delivered did not fail, but it may still bounce, and whoever complains has read it.
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

/** The furthest outcome known: any feedback proves that the message left, whatever the sender believed. */
export const outcomeOf = (settled: Outcome | undefined, feedback: FeedbackTimes): Outcome | undefined => {
  const furthest = FORWARD.findLast((kind) => feedback[kind] !== undefined);
  return furthest === SOFT_BOUNCE ? 'bounced' : (furthest ?? settled);
};

/**
 * A reason belongs to the outcome it was told with: what was sent, and whatever feedback made of it since, is
 * explained by none.
 */
export const reasonOf = (
  outcome: Outcome | undefined,
  told: ReasonCode | undefined,
): ReasonCode | undefined =>
  outcome !== 'failed' && FORWARD.some((name) => name === outcome) ? undefined : told;

/**
 * Tells the engine what the sender found. The id repeats over redeliveries of one decided message, so telling
 * it twice is harmless.
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
