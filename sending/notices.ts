/**
 * Bounds the mails to the shop itself: a flow that goes wrong must not bury its mailbox. A repeated mail
 * keeps its slot. hand-over → [this] → slots
 */
import { LIMITS } from '../core/limits.ts';
import type { OutboxMessage } from '../core/state/effect.ts';
import type { SharedDeps } from './deps.ts';

export const mayNotifyNow = async (
  { slots, runtime }: Pick<SharedDeps, 'slots' | 'runtime'>,
  { to, messageId }: OutboxMessage,
): Promise<boolean> => {
  if (to !== 'shop') return true;
  const { noticesPerDay: limit, noticeWindowMs: windowMs } = LIMITS;
  return slots.take({ hash: 'notices', by: messageId, limit, windowMs }, runtime.now());
};
