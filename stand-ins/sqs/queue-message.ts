/** One message of a queue: as it was sent, as a receiver holds it, and as another queue takes it over. */
import { createHash } from 'node:crypto';
import { present } from '../../core/present.ts';
import type { DeliveryFault } from '../faults.ts';

export type QueueMessage = {
  messageId: string;
  body: string;
  md5: string;
  /** Rises with each message: it is the order, and the SequenceNumber in FIFO queues. */
  sequence: number;
  sentAt: number;
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt?: number;
  /** The receipt while the message is in flight; an older one is invalid. */
  receipt?: string;
  groupId?: string;
  dedupId?: string;
  attributes?: unknown;
  /** The message comes back once more after it was deleted (injected fault). */
  again?: boolean;
};

export type NewMessage = Readonly<{
  body: string;
  groupId?: string;
  dedupId?: string;
  delayMs?: number;
  attributes?: unknown;
  fault?: DeliveryFault;
}>;

type Identity = Readonly<{ messageId: string; sequence: number; sentAt: number }>;

export const toMessage = (
  { body, groupId, dedupId, delayMs = 0, attributes, fault }: NewMessage,
  identity: Identity,
): QueueMessage =>
  present({
    ...identity,
    body,
    md5: md5Of(body),
    visibleAt: identity.sentAt + delayMs + (fault?.delayMs ?? 0),
    receiveCount: 0,
    groupId,
    dedupId,
    attributes,
    again: fault?.duplicate === true ? true : undefined,
  });

/**
 * Content-based deduplication: a message without an id gets the hash of its body, and receivers see it like
 * any other id.
 */
export const withDedupId = (message: NewMessage): NewMessage => ({
  ...message,
  dedupId: message.dedupId ?? createHash('sha256').update(message.body).digest('hex'),
});

export const md5Of = (body: string): string => createHash('md5').update(body).digest('hex');

/** The message as if it had never been received. */
export const neverReceived = ({
  receipt: _receipt,
  firstReceivedAt: _first,
  ...message
}: QueueMessage): QueueMessage => ({
  ...message,
  receiveCount: 0,
});

/** Changes the message itself, which is in flight from now on. */
export const take = (message: QueueMessage, now: number, visibilityMs: number): QueueMessage => {
  message.receiveCount += 1;
  message.firstReceivedAt ??= now;
  message.visibleAt = now + visibilityMs;
  message.receipt = `${message.messageId}:${message.receiveCount}`;
  return message;
};
