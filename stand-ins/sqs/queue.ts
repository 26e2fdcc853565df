/**
 * One SQS queue on the virtual clock: order per group, visibility, deduplication, redrive. No protocol in
 * here.
 */
import { createHash } from 'node:crypto';
import type { DeliveryFault } from '../faults.ts';
import type { Part } from '../journal.ts';
import { AwsError } from '../wire.ts';
import { enter, forget, idIn, load, receivable, rememberSent, sentLately } from './queue-state.ts';

const RETENTION_MS = 14 * 24 * 60 * 60_000;

export type QueueMessage = {
  messageId: string;
  body: string;
  md5: string;
  /** Rises with each message: order, and SequenceNumber of FIFO queues. */
  sequence: number;
  sentAt: number;
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt?: number;
  /** Set while it is in flight; an older one is worth nothing. */
  receipt?: string;
  groupId?: string;
  dedupId?: string;
  attributes?: unknown;
  /** Comes back once more after it was deleted (injected fault). */
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

export type Queue = Readonly<{
  name: string;
  fifo: boolean;
  send: (message: NewMessage) => QueueMessage;
  /** `maxBytes` cuts a batch short, after its first message at the earliest. */
  receive: (
    max: number,
    options?: Readonly<{ visibilityMs?: number; maxBytes?: number }>,
  ) => readonly QueueMessage[];
  /**
   * False: the receipt has expired or was replaced by a newer one. A message that is gone already counts as
   * removed.
   */
  remove: (receipt: string) => boolean;
  changeVisibility: (receipt: string, ms: number) => boolean;
  /** Puts back what another queue gave up; keeps its id. */
  adopt: (message: QueueMessage) => void;
  /** The earliest future time at which a message becomes visible. */
  nextDue: () => number | undefined;
  size: () => number;
  counts: () => Readonly<{ visible: number; inFlight: number; delayed: number; oldestSentAt?: number }>;
  /** Everything in it, oldest first, without receiving it. */
  peek: () => readonly QueueMessage[];
  purge: () => readonly QueueMessage[];
}>;

export type QueueOptions = Readonly<{
  name: string;
  now: () => number;
  newId: () => string;
  part: Part;
  visibilityMs: number;
  /** Where a message goes that was received this often without being deleted. */
  redrive?: Readonly<{ to: (message: QueueMessage) => void; maxReceiveCount: number }>;
}>;

export const createQueue = (options: QueueOptions): Queue => {
  const { name, now, newId, part, redrive } = options;
  const fifo = name.endsWith('.fifo');
  const state = load(part, fifo, now());

  const keep = (message: QueueMessage): void => part.set(message.messageId, message);
  const drop = (message: QueueMessage): void => {
    forget(state, message);
    part.remove(message.messageId);
  };
  const send = (asked: NewMessage): QueueMessage => {
    const wanted = fifo ? named(asked) : asked;
    const key = fifo ? `${wanted.groupId}|${wanted.dedupId}` : undefined;
    const repeated = key === undefined ? undefined : sentLately(state, key, now());
    if (repeated !== undefined) return { ...repeated, md5: md5Of(wanted.body) };
    state.lastSequence += 1;
    const message = toMessage(wanted, { messageId: newId(), sequence: state.lastSequence, sentAt: now() });
    enter(state, message, fifo);
    if (key !== undefined) rememberSent(state, part, key, message);
    keep(message);
    return message;
  };
  /** False: it is too old, or was received too often and now lies in the dead-letter queue. */
  const deliverable = (message: QueueMessage): boolean => {
    const givenUp = redrive !== undefined && message.receiveCount >= redrive.maxReceiveCount;
    const tooOld = message.sentAt <= now() - RETENTION_MS;
    if (givenUp && !tooOld) redrive.to(message);
    if (givenUp || tooOld) drop(message);
    return !givenUp && !tooOld;
  };
  const receive: Queue['receive'] = (
    max,
    { visibilityMs = options.visibilityMs, maxBytes = Number.POSITIVE_INFINITY } = {},
  ) => {
    const taken: QueueMessage[] = [];
    let bytes = 0;
    for (const message of receivable(state, now(), fifo)) {
      bytes += Buffer.byteLength(message.body);
      if (taken.length >= max || (taken.length > 0 && bytes > maxBytes)) break;
      if (!deliverable(message)) continue;
      taken.push(take(message, now(), visibilityMs));
      keep(message);
    }
    return taken;
  };
  const inFlight = (receipt: string): QueueMessage | undefined => {
    const message = state.byId.get(idIn(receipt));
    return message?.receipt === receipt && message.visibleAt > now() ? message : undefined;
  };
  const remove = (receipt: string): boolean => {
    if (!state.byId.has(idIn(receipt))) return true;
    const message = inFlight(receipt);
    if (message === undefined) return false;
    if (message.again === true) keep(Object.assign(message, { again: false, visibleAt: now() }));
    else drop(message);
    return true;
  };
  const changeVisibility = (receipt: string, ms: number): boolean => {
    const message = inFlight(receipt);
    if (message !== undefined) keep(Object.assign(message, { visibleAt: now() + ms }));
    return message !== undefined;
  };
  const adopt = (message: QueueMessage): void => {
    state.lastSequence += 1;
    // A standard queue goes on counting retention from the first sending, a FIFO queue starts anew.
    const adopted = {
      ...fresh(message),
      sequence: state.lastSequence,
      visibleAt: now(),
      sentAt: fifo ? now() : message.sentAt,
    };
    enter(state, adopted, fifo);
    keep(adopted);
  };
  const purge = (): readonly QueueMessage[] => {
    const all = [...state.byId.values()];
    for (const message of all) drop(message);
    return all;
  };
  return {
    name,
    fifo,
    send,
    receive,
    remove,
    changeVisibility,
    adopt,
    purge,
    nextDue: () =>
      earliest([...state.byId.values()].map((message) => message.visibleAt).filter((at) => at > now())),
    size: () => state.byId.size,
    counts: () => countsOf([...state.byId.values()], now()),
    peek: () => [...state.byId.values()].sort((a, b) => a.sequence - b.sequence),
  };
};

/**
 * Content-based deduplication: what comes without an id gets the hash of its body, and receivers are told it
 * like any other.
 */
const named = (message: NewMessage): NewMessage => ({
  ...message,
  dedupId: message.dedupId ?? createHash('sha256').update(message.body).digest('hex'),
});

const md5Of = (body: string): string => createHash('md5').update(body).digest('hex');

type Identity = Readonly<{ messageId: string; sequence: number; sentAt: number }>;

const toMessage = (
  { body, groupId, dedupId, delayMs = 0, attributes, fault }: NewMessage,
  identity: Identity,
): QueueMessage => ({
  ...identity,
  body,
  md5: md5Of(body),
  visibleAt: identity.sentAt + delayMs + (fault?.delayMs ?? 0),
  receiveCount: 0,
  ...(groupId !== undefined && { groupId }),
  ...(dedupId !== undefined && { dedupId }),
  ...(attributes !== undefined && { attributes }),
  ...(fault?.duplicate === true && { again: true }),
});

/** As if it had never been received. */
const fresh = ({ receipt: _receipt, firstReceivedAt: _first, ...message }: QueueMessage): QueueMessage => ({
  ...message,
  receiveCount: 0,
});

const take = (message: QueueMessage, now: number, visibilityMs: number): QueueMessage => {
  message.receiveCount += 1;
  message.firstReceivedAt ??= now;
  message.visibleAt = now + visibilityMs;
  message.receipt = `${message.messageId}:${message.receiveCount}`;
  return message;
};

const earliest = (times: readonly number[]): number | undefined =>
  times.length === 0 ? undefined : times.reduce((a, b) => Math.min(a, b));

const countsOf = (messages: readonly QueueMessage[], now: number) => {
  const hidden = messages.filter((message) => message.visibleAt > now);
  const inFlight = hidden.filter((message) => message.receipt !== undefined).length;
  const oldestSentAt = earliest(messages.map((message) => message.sentAt));
  return {
    visible: messages.length - hidden.length,
    inFlight,
    delayed: hidden.length - inFlight,
    ...(oldestSentAt !== undefined && { oldestSentAt }),
  };
};

/** How a missing queue is refused; the SDK knows the error by the older name in `x-amzn-query-error` too. */
export const queueMissing = (name: string): AwsError =>
  new AwsError(
    'QueueDoesNotExist',
    `The specified queue does not exist: ${name === '' ? '(no name)' : name}.`,
    400,
  );
