/** What Scheduler puts into the input queue when a timer fires. */
import * as z from 'zod';

export const timerPayload = z.strictObject({
  kind: z.literal('timer'),
  inputId: z.string(),
  profileId: z.string(),
  receivedAt: z.number(),
  timerId: z.string(),
  entryId: z.string(),
  /** Of the request that began it; Scheduler cannot send it beside the body. */
  correlationId: z.string().optional(),
});
export type TimerPayload = z.infer<typeof timerPayload>;
