/** Reads the messages and calls that the outbox carries, and checks their form. */
import * as z from 'zod';
import { CHANNELS, PURPOSES, TOPICS } from '../reason.ts';
import type { OutboxMessage } from './effect.ts';

const id = z.string().min(1).max(256);
const instant = z.number().int();

/** Allows keys that a newer version adds: a message may have waited in the queue while the code changed. */
const outboxMessageSchema = z.object({
  messageId: id,
  profileId: id,
  flow: id,
  step: id,
  entryId: id,
  channel: z.enum(CHANNELS),
  purpose: z.enum(PURPOSES),
  template: id,
  seq: z.number().int(),
  since: instant,
  decidedAt: instant,
  dueAt: instant,
  usefulUntil: instant,
  topic: z.enum(TOPICS).optional(),
  to: z.literal('shop').optional(),
  fallback: z.literal(true).optional(),
  coupon: z.object({ id, step: id, pool: id, validFor: id.optional() }).optional(),
  ref: z.string().max(1_024).optional(),
});

export const readOutboxMessage = (body: string): OutboxMessage => {
  return outboxMessageSchema.parse(JSON.parse(body));
};
