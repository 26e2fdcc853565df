/**
 * One SQS queue on the virtual clock: order per group, visibility, deduplication, redrive. The protocol is
 * elsewhere.
 */
import { present } from '../../core/present.ts';
import { earliest } from '../due.ts';
import type { Part } from '../journal.ts';
import { AwsError } from '../wire.ts';
import {
  md5Of,
  type NewMessage,
  neverReceived,
  type QueueMessage,
  take,
  toMessage,
  withDedupId,
} from './queue-message.ts';
import {
  add,
  drop,
  idIn,
  inFlight,
  keep,
  loadQueue,
  type QueueState,
  receivable,
  rememberSent,
  type SentMessage,
  sentLately,
} from './queue-state.ts';

const RETENTION_MS = 14 * 24 * 60 * 60_000;

export type Queue = Readonly<{
  name: string;
  fifo: boolean;
  send: (message: NewMessage) => SentMessage;
  /** `maxBytes` shortens a batch, but always leaves one message in it. */
  receive: (
    max: number,
    options?: Readonly<{ visibilityMs?: number; maxBytes?: number }>,
  ) => readonly QueueMessage[];
  /**
   * False: the receipt has expired or was replaced by a newer one. A message that no longer exists counts as
   * removed.
   */
  remove: (receipt: string) => boolean;
  changeVisibility: (receipt: string, ms: number) => boolean;
  /** Takes over a message that another queue gave up; it keeps its id. */
  adopt: (message: QueueMessage) => void;
  /** The earliest future time at which a message becomes visible. */
  nextDue: () => number | undefined;
  size: () => number;
  counts: () => Readonly<{ visible: number; inFlight: number; delayed: number; oldestSentAt?: number }>;
  /** All messages, oldest first, without receiving them. */
  peek: () => readonly QueueMessage[];
  purge: () => readonly QueueMessage[];
}>;

export type QueueOptions = Readonly<{
  name: string;
  now: () => number;
  newId: () => string;
  part: Part;
  visibilityMs: number;
  /** The target of a message that was received this often without being deleted. */
  redrive?: Readonly<{ to: (message: QueueMessage) => void; maxReceiveCount: number }>;
}>;

export const createQueue = (options: QueueOptions): Queue => {
  const { name, now, part } = options;
  const state = loadQueue(part, name.endsWith('.fifo'), now());
  return {
    name,
    fifo: state.fifo,
    send: (message) => send(state, options, message),
    receive: (max, bounds) => receive(state, options, { max, ...bounds }),
    remove: (receipt) => remove(state, receipt, now()),
    changeVisibility: (receipt, ms) => changeVisibility(state, receipt, { ms, now: now() }),
    adopt: (message) => adopt(state, message, now()),
    purge: () => {
      const all = [...state.byId.values()];
      for (const message of all) drop(state, message);
      return all;
    },
    nextDue: () =>
      earliest([...state.byId.values()].map(({ visibleAt }) => visibleAt).filter((at) => at > now())),
    size: () => state.byId.size,
    counts: () => countsOf([...state.byId.values()], now()),
    peek: () => [...state.byId.values()].sort((a, b) => a.sequence - b.sequence),
  };
};

const send = (state: QueueState, { now, newId }: QueueOptions, asked: NewMessage): SentMessage => {
  const wanted = state.fifo ? withDedupId(asked) : asked;
  const key = state.fifo ? `${wanted.groupId}|${wanted.dedupId}` : undefined;
  const repeated = key === undefined ? undefined : sentLately(state, key, now());
  if (repeated !== undefined) return { ...repeated, md5: md5Of(wanted.body) };
  state.lastSequence += 1;
  const message = toMessage(wanted, { messageId: newId(), sequence: state.lastSequence, sentAt: now() });
  // Stores the message before it remembers the id: a kill between the two may cost a repeat, never the
  // message.
  add(state, message);
  if (key !== undefined) rememberSent(state, key, message);
  return message;
};

type Receiving = Readonly<{ max: number; visibilityMs?: number; maxBytes?: number }>;

const receive = (
  state: QueueState,
  options: QueueOptions,
  { max, visibilityMs = options.visibilityMs, maxBytes = Number.POSITIVE_INFINITY }: Receiving,
): readonly QueueMessage[] => {
  const now = options.now();
  const taken: QueueMessage[] = [];
  let bytes = 0;
  for (const message of receivable(state, now)) {
    bytes += Buffer.byteLength(message.body);
    if (taken.length >= max || (taken.length > 0 && bytes > maxBytes)) break;
    if (!isDeliverable(state, options, message)) continue;
    taken.push(take(message, now, visibilityMs));
    keep(state, message);
  }
  return taken;
};

/** False: the message is too old, or was received too often and is in the dead-letter queue now. */
const isDeliverable = (state: QueueState, { redrive, now }: QueueOptions, message: QueueMessage): boolean => {
  const givenUp = redrive !== undefined && message.receiveCount >= redrive.maxReceiveCount;
  const tooOld = message.sentAt <= now() - RETENTION_MS;
  if (givenUp && !tooOld) redrive.to(message);
  if (givenUp || tooOld) drop(state, message);
  return !givenUp && !tooOld;
};

const remove = (state: QueueState, receipt: string, now: number): boolean => {
  if (!state.byId.has(idIn(receipt))) return true;
  const message = inFlight(state, receipt, now);
  if (message === undefined) return false;
  if (message.again === true) keep(state, Object.assign(message, { again: false, visibleAt: now }));
  else drop(state, message);
  return true;
};

const changeVisibility = (
  state: QueueState,
  receipt: string,
  { ms, now }: Readonly<{ ms: number; now: number }>,
): boolean => {
  const message = inFlight(state, receipt, now);
  if (message !== undefined) keep(state, Object.assign(message, { visibleAt: now + ms }));
  return message !== undefined;
};

/**
 * Takes over a message. A standard queue counts retention from the first sending, a FIFO queue starts anew.
 */
const adopt = (state: QueueState, message: QueueMessage, now: number): void => {
  state.lastSequence += 1;
  add(state, {
    ...neverReceived(message),
    sequence: state.lastSequence,
    visibleAt: now,
    sentAt: state.fifo ? now : message.sentAt,
  });
};

const countsOf = (messages: readonly QueueMessage[], now: number): ReturnType<Queue['counts']> => {
  const hidden = messages.filter(({ visibleAt }) => visibleAt > now);
  const inFlightNow = hidden.filter(({ receipt }) => receipt !== undefined).length;
  return present({
    visible: messages.length - hidden.length,
    inFlight: inFlightNow,
    delayed: hidden.length - inFlightNow,
    oldestSentAt: earliest(messages.map(({ sentAt }) => sentAt)),
  });
};

/** The error for a missing queue; the SDK also knows it by the older name in `x-amzn-query-error`. */
export const queueMissing = (name: string): AwsError =>
  new AwsError(
    'QueueDoesNotExist',
    `The specified queue does not exist: ${name === '' ? '(no name)' : name}.`,
    400,
  );
