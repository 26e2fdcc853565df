/** The payload that Scheduler puts into the input queue when a timer fires. */
import * as z from 'zod';

const carried = {
  inputId: z.string(),
  profileId: z.string(),
  receivedAt: z.number(),
  /** The id of the request that began the chain; Scheduler cannot send it beside the body. */
  correlationId: z.string().optional(),
};

export const timerPayload = z.discriminatedUnion('kind', [
  /** Wakes an enrollment. */
  z.strictObject({ ...carried, kind: z.literal('timer'), timerId: z.string(), entryId: z.string() }),
  /** Continues the walk over all customers of a shop that leaves, or begins it where nobody refused. */
  z.strictObject({
    ...carried,
    kind: z.literal('erase-shop'),
    shop: z.string(),
    after: z.string().optional(),
    go: z.literal(true).optional(),
    askedAt: z.number().optional(),
  }),
  /** Goes on with the walk over all customers after a publish. */
  z.strictObject({
    ...carried,
    kind: z.literal('catch-up'),
    seq: z.number(),
    stretch: z.number().optional(),
  }),
  /** Goes on with telling those who wait for a product. */
  z.strictObject({
    ...carried,
    kind: z.literal('tell'),
    product: z.string(),
    by: z.string(),
    stretch: z.number().optional(),
  }),
]);
export type TimerPayload = z.infer<typeof timerPayload>;
