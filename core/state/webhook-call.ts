/** A call of a web address that a flow decided, on its way through the queue of calls. */
import * as z from 'zod';

const id = z.string().min(1).max(256);

/** Allows keys that a newer version adds: a call may have waited in the queue while the code changed. */
const webhookCallSchema = z.object({
  /** Deterministic over enrollment and step: whoever hears it twice knows it by this id. */
  callId: id,
  profileId: id,
  flow: id,
  step: id,
  url: z.string().max(2_048),
  /** JSON, with the facts of the moment at which it was decided. */
  body: z.string(),
  decidedAt: z.number().int(),
});

export type WebhookCall = Readonly<z.infer<typeof webhookCallSchema>>;

export const readWebhookCall = (body: string): WebhookCall => webhookCallSchema.parse(JSON.parse(body));
