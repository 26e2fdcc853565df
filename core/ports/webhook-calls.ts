/** Calls a web address on a flow's behalf, signed by Standard Webhooks; the far end knows a repeat by its id. */
import type { WebhookCall } from '../state/webhook-call.ts';

export type CallAnswer =
  | Readonly<{ kind: 'delivered'; status: number }>
  /** A reason that passes: too many calls, an error of the far end's own, no answer. */
  | Readonly<{ kind: 'later'; why: string; afterMs?: number }>
  /** The far end does not take it, or may not be called. */
  | Readonly<{ kind: 'refused'; why: string }>;

export type CallWebhook = (call: WebhookCall) => Promise<CallAnswer>;
