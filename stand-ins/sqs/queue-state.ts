/**
 * The state of one queue: messages by group and by id, recently sent messages, and how all of them are loaded
 * after a restart.
 */
import type { Part } from '../journal.ts';
import type { QueueMessage } from './queue-message.ts';

const DEDUPLICATION_MS = 5 * 60_000;

export type QueueState = {
  /** True: order per group. A standard queue has a single group. */
  fifo: boolean;
  part: Part;
  /** Each group's messages by id, oldest first. Maps keep the cost per message constant in a long queue. */
  groups: Map<string, Map<string, QueueMessage>>;
  byId: Map<string, QueueMessage>;
  /** Messages sent within the deduplication interval, oldest first. */
  recent: Map<string, SentMessage>;
  lastSequence: number;
};

/** What is told of a message when it, or its repetition, is sent. */
export type SentMessage = Pick<QueueMessage, 'messageId' | 'md5' | 'sequence' | 'sentAt'>;

const SENT = 'sent ';

/** Loads a queue. Every receiver of the earlier run has died, so all messages can be received at once. */
export const loadQueue = (part: Part, fifo: boolean, now: number): QueueState => {
  const state: QueueState = {
    fifo,
    part,
    groups: new Map(),
    byId: new Map(),
    recent: new Map(),
    lastSequence: 0,
  };
  const stored = [...part.load()]
    .map(([key, value]) => ({ key, message: value as QueueMessage }))
    .sort((a, b) => a.message.sequence - b.message.sequence);
  for (const { key, message } of stored) {
    if (key.startsWith(SENT)) state.recent.set(key.slice(SENT.length), message);
    else
      place(
        state,
        message.receipt === undefined ? message : { ...message, visibleAt: Math.min(message.visibleAt, now) },
      );
    state.lastSequence = Math.max(state.lastSequence, message.sequence);
  }
  return state;
};

export const idIn = (receipt: string): string => receipt.split(':')[0] ?? '';

/** Adds a message; `keep` stores its later changes. */
export const add = (state: QueueState, message: QueueMessage): void => {
  place(state, message);
  keep(state, message);
};

const place = (state: QueueState, message: QueueMessage): void => {
  const group = groupOf(state, message);
  const messages = state.groups.get(group) ?? new Map<string, QueueMessage>();
  state.groups.set(group, messages.set(message.messageId, message));
  state.byId.set(message.messageId, message);
};

export const keep = ({ part }: QueueState, message: QueueMessage): void =>
  part.set(message.messageId, message);

export const drop = (state: QueueState, message: QueueMessage): void => {
  state.byId.delete(message.messageId);
  const group = groupOf(state, message);
  const messages = state.groups.get(group);
  if (messages?.delete(message.messageId) && messages.size === 0) state.groups.delete(group);
  state.part.remove(message.messageId);
};

const groupOf = ({ fifo }: QueueState, message: QueueMessage): string =>
  fifo ? (message.groupId ?? '') : '';

/** The message with this receipt, while it is in flight. */
export const inFlight = (state: QueueState, receipt: string, now: number): QueueMessage | undefined => {
  const message = state.byId.get(idIn(receipt));
  return message?.receipt === receipt && message.visibleAt > now ? message : undefined;
};

/** The message of the same group and deduplication id, if it was sent within the interval. */
export const sentLately = (state: QueueState, key: string, now: number): SentMessage | undefined => {
  const sent = state.recent.get(key);
  return sent !== undefined && sent.sentAt > now - DEDUPLICATION_MS ? sent : undefined;
};

export const rememberSent = (state: QueueState, key: string, message: QueueMessage): void => {
  const { part } = state;
  for (const [oldKey, old] of state.recent) {
    if (old.sentAt > message.sentAt - DEDUPLICATION_MS) break;
    state.recent.delete(oldKey);
    part.remove(SENT + oldKey);
  }
  // Moved to the end, so that the order of the map stays the order of sending.
  state.recent.delete(key);
  // Of a clock that stands, nothing is ever old: no more is kept than a repetition is answered with.
  const { messageId, md5, sequence, sentAt } = message;
  const sent: SentMessage = { messageId, md5, sequence, sentAt };
  state.recent.set(key, sent);
  part.set(SENT + key, sent);
};

/**
 * Messages that may be received now. A FIFO group returns none while one of its messages is in flight or its
 * first one is delayed.
 */
export function* receivable(state: QueueState, now: number): Generator<QueueMessage> {
  // A map may lose the entry that was just yielded while it is iterated.
  for (const messages of state.groups.values()) {
    if (!state.fifo || !isBlocked(messages, now)) yield* visible(messages, now, state.fifo);
  }
}

function* visible(
  messages: ReadonlyMap<string, QueueMessage>,
  now: number,
  fifo: boolean,
): Generator<QueueMessage> {
  for (const message of messages.values()) {
    if (message.visibleAt <= now) yield message;
    else if (fifo) return;
  }
}

/** A receive returns at most this many, so the messages in flight are among the first ones. */
const MOST_IN_FLIGHT = 10;

const isBlocked = (messages: ReadonlyMap<string, QueueMessage>, now: number): boolean => {
  let looked = 0;
  for (const { receipt, visibleAt } of messages.values()) {
    if (receipt !== undefined && visibleAt > now) return true;
    looked += 1;
    if (looked >= MOST_IN_FLIGHT) return false;
  }
  return false;
};
