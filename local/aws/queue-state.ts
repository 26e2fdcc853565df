/** What one queue holds: messages by group and by id, what was sent lately, and how they are found again after a restart. */
import type { Part } from './journal.ts';
import type { QueueMessage } from './queue.ts';

const DEDUPLICATION_MS = 5 * 60_000;

export type State = {
  /** One list per group; a standard queue has a single one. */
  groups: Map<string, QueueMessage[]>;
  byId: Map<string, QueueMessage>;
  /** What was sent within the deduplication interval, oldest first. */
  recent: Map<string, QueueMessage>;
  lastSequence: number;
};

const SENT = 'sent ';

/** Whoever was working on a message died with the earlier run, so it can be received at once. */
export const load = (part: Part, fifo: boolean, now: number): State => {
  const state: State = { groups: new Map(), byId: new Map(), recent: new Map(), lastSequence: 0 };
  const stored = [...part.loaded]
    .map(([key, value]) => ({ key, message: value as QueueMessage }))
    .sort((a, b) => a.message.sequence - b.message.sequence);
  for (const { key, message } of stored) {
    if (key.startsWith(SENT)) state.recent.set(key.slice(SENT.length), message);
    else enter(state, message.receipt === undefined ? message : { ...message, visibleAt: Math.min(message.visibleAt, now) }, fifo);
    state.lastSequence = Math.max(state.lastSequence, message.sequence);
  }
  return state;
};

export const idIn = (receipt: string): string => receipt.split(':')[0] ?? '';

const groupOf = (message: QueueMessage, fifo: boolean): string => (fifo ? (message.groupId ?? '') : '');

export const enter = (state: State, message: QueueMessage, fifo: boolean): void => {
  const group = groupOf(message, fifo);
  const list = state.groups.get(group);
  if (list === undefined) state.groups.set(group, [message]);
  else list.push(message);
  state.byId.set(message.messageId, message);
};

export const forget = (state: State, message: QueueMessage): void => {
  state.byId.delete(message.messageId);
  // A standard queue has one list, whatever group its messages name.
  const group = state.groups.has(message.groupId ?? '') ? (message.groupId ?? '') : '';
  const list = state.groups.get(group);
  const place = list?.indexOf(message) ?? -1;
  if (list === undefined || place < 0) return;
  list.splice(place, 1);
  if (list.length === 0) state.groups.delete(group);
};

/** The message of the same group and deduplication id, if it was sent within the interval. */
export const sentLately = (state: State, key: string, now: number): QueueMessage | undefined => {
  const sent = state.recent.get(key);
  return sent !== undefined && sent.sentAt > now - DEDUPLICATION_MS ? sent : undefined;
};

export const rememberSent = (state: State, part: Part, key: string, message: QueueMessage): void => {
  for (const [oldKey, old] of state.recent) {
    if (old.sentAt > message.sentAt - DEDUPLICATION_MS) break;
    state.recent.delete(oldKey);
    part.remove(SENT + oldKey);
  }
  // Set anew, so that the order of the map stays that of sending.
  state.recent.delete(key);
  const { body: _notNeeded, ...sent } = message;
  state.recent.set(key, { ...sent, body: '' });
  part.set(SENT + key, { ...sent, body: '' });
};

/** Messages that may be received now. A FIFO group gives nothing while one of its messages is in flight or its first one is delayed. */
export function* receivable(state: State, now: number, fifo: boolean): Generator<QueueMessage> {
  for (const list of [...state.groups.values()]) {
    yield* fifo ? firstVisible(list, now) : list.filter(({ visibleAt }) => visibleAt <= now);
  }
}

const firstVisible = (list: readonly QueueMessage[], now: number): readonly QueueMessage[] => {
  if (list.some(({ receipt, visibleAt }) => receipt !== undefined && visibleAt > now)) return [];
  const hidden = list.findIndex(({ visibleAt }) => visibleAt > now);
  return hidden < 0 ? [...list] : list.slice(0, hidden);
};
