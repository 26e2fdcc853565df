/** Puts a message back into the outbox for later, so that the queue's own redeliveries stay for faults. */
import type { OutboxMessage } from '../core/state/effect.ts';
import type { Instant } from '../core/time/instant.ts';
import type { SharedDeps } from './deps.ts';

type Deps = Pick<SharedDeps, 'queues' | 'runtime'>;

/**
 * Another attempt is working on the message. It may die without a trace, so the message stays in the queue
 * until its lease has run out.
 */
export const lookAgain = async (
  { queues, runtime }: Deps,
  message: OutboxMessage,
  leaseUntil?: Instant,
): Promise<void> => {
  const wait = leaseUntil === undefined ? 0 : Math.ceil((leaseUntil - runtime.now()) / SECOND_MS);
  await queues.sendMessage(message, Math.max(wait, 0) + 1);
};

/** Two profiles of the customer are becoming one, which takes seconds. */
export const afterTheMerge = ({ queues }: Deps, message: OutboxMessage): Promise<void> =>
  queues.sendMessage(message, MERGE_SECONDS);

/**
 * Tries again later where the provider is full, paused or not set up. The wait grows with the message's age,
 * so nothing else has to be remembered. Where an operator has to act first (`slow`), the longest wait is used
 * from the beginning.
 */
export const tryLater = async (
  { queues, runtime }: Deps,
  message: OutboxMessage,
  slow = false,
): Promise<void> => {
  const age = slow ? Number.POSITIVE_INFINITY : runtime.now() - message.decidedAt;
  await queues.sendMessage(message, bounded(message, age / 4));
};

/**
 * Seconds until a message is tried again whose coupon code the shop has not made yet, no sooner than the shop
 * asks for; undefined where the message would no longer be useful then.
 */
export const delayAfter = (message: OutboxMessage, now: Instant, atLeastMs = 0): number | undefined => {
  const seconds = bounded(message, Math.max((now - message.decidedAt) / 4, atLeastMs));
  return now + seconds * SECOND_MS > message.usefulUntil ? undefined : seconds;
};

const bounded = ({ messageId }: OutboxMessage, waitMs: number): number =>
  Math.min(Math.max(waitMs / SECOND_MS, DELAY_MIN_SECONDS), DELAY_MAX_SECONDS - SPREAD_SECONDS) +
  spread(messageId);

const SECOND_MS = 1_000;
const MERGE_SECONDS = 5;
const DELAY_MIN_SECONDS = 30;
const DELAY_MAX_SECONDS = 900;
const SPREAD_SECONDS = 60;

/** Seconds that differ per message, so that messages refused together do not come back together. */
const spread = (messageId: string): number =>
  [...messageId].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % SPREAD_SECONDS, 0);
