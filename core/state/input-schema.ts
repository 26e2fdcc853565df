/**
 * Reads an input from the queue: strict about the envelope, tolerant about an event's data, which the door
 * has checked.
 */
import * as z from 'zod';
import { NEWS_KINDS } from '../events/catalogue-news.ts';
import type { JsonObject } from '../events/event.ts';
import { present } from '../present.ts';
import { REASON_CODES } from '../reason.ts';
import type { AbsorbedState } from './effect.ts';
import { inPresentForm } from './erase-shop.ts';
import type { Input } from './input.ts';

const text = z.string().min(1);
const instant = z.number().int();

const base = { inputId: text, profileId: text, receivedAt: instant };

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const eventSchema = z.strictObject({
  id: text,
  name: text,
  at: instant,
  statedAt: instant.optional(),
  source: text,
  identities: z.array(
    z.strictObject({
      kind: z.enum(['email', 'customer', 'phone', 'whatsapp', 'anonymous']),
      value: text,
      profileId: text,
      by: z.enum(['account', 'holder', 'typed', 'other']).optional(),
      formerly: z.literal(true).optional(),
    }),
  ),
  data: z.custom<JsonObject>(isObject, 'must be an object'),
  unread: z.array(text).optional(),
});

const absorbedState = z.custom<AbsorbedState>(
  (value) => z.looseObject({ kind: z.literal('live'), id: text }).safeParse(value).success,
  'must be the state of a profile',
);

const money = z.strictObject({ amount: z.number(), currency: text });
const news = z
  .strictObject({
    kind: z.enum(NEWS_KINDS),
    variant: text.optional(),
    at: instant,
    price: money.optional(),
    before: money.optional(),
    lowest: money.optional(),
  })
  .transform((one) => present(one));

/** Nothing may start by it. */
const history = z.literal(true).optional();

/** The id of the request that began the chain. It travels in timers and only the shell uses it. */
const correlationId = text.optional();

export const inputSchema: z.ZodType<Input> = z.discriminatedUnion('kind', [
  z
    .strictObject({ ...base, kind: z.literal('event'), event: eventSchema, history })
    .transform((input) => present(input)),
  z
    .strictObject({ ...base, kind: z.literal('catalogue'), event: eventSchema, history })
    .transform((input) => present(input)),
  z
    .strictObject({ ...base, kind: z.literal('timer'), timerId: text, entryId: text, correlationId })
    .transform(({ correlationId: _, ...input }) => inPresentForm(input)),
  z.strictObject({
    ...base,
    kind: z.literal('outcome'),
    messageId: text,
    flow: text,
    step: text,
    entryId: text,
    outcome: z.enum(['skipped', 'failed', 'deferred']),
    reason: z.enum(REASON_CODES),
    until: instant.optional(),
    dueAt: instant,
  }),
  z
    .strictObject({ ...base, kind: z.literal('merge'), into: text, later: text.optional(), history })
    .transform((input) => present(input)),
  z
    .strictObject({
      ...base,
      kind: z.literal('absorb'),
      from: text,
      state: absorbedState,
      later: text.optional(),
      history,
    })
    .transform((input) => present(input)),
  z.strictObject({ ...base, kind: z.literal('wake') }),
  z
    .strictObject({
      ...base,
      kind: z.literal('erase-shop'),
      shop: text,
      after: text.optional(),
      go: z.literal(true).optional(),
      askedAt: instant.optional(),
      correlationId,
    })
    .transform(({ correlationId: _, ...input }) => present(input)),
  z
    .strictObject({
      ...base,
      kind: z.literal('catch-up'),
      seq: z.number().int().positive(),
      stretch: z.number().int().positive().optional(),
      correlationId,
    })
    .transform(({ correlationId: _, ...input }) => present(input)),
  z
    .strictObject({
      ...base,
      kind: z.literal('tell'),
      product: text,
      by: text,
      of: z.array(news).optional(),
      stretch: z.number().int().positive().optional(),
      correlationId,
    })
    .transform(({ correlationId: _, ...input }) => present(input)),
]);
