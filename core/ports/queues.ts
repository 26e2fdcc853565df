/** Sends inputs to the engine and messages to the senders. */
import type { OutboxMessage } from '../state/effect.ts';
import type { Input } from '../state/input.ts';
import type { ShopNotice } from '../state/shop-notice.ts';
import type { WebhookCall } from '../state/webhook-call.ts';

export type Queues = Readonly<{
  /** Resolves only after the queue has accepted all inputs; large ones travel as a pointer. */
  sendInputs: (inputs: readonly Input[]) => Promise<void>;
  /** About how many inputs wait. */
  waitingInputs: () => Promise<number>;
  /**
   * Sends a message into the outbox of its channel, after at most 15 minutes. Throws where this function has
   * no outbox.
   */
  sendMessage: (message: OutboxMessage, delaySeconds?: number) => Promise<void>;
  /** Sends a call into its queue, after at most 15 minutes. Throws where this function has no such queue. */
  sendCall: (call: WebhookCall, delaySeconds?: number) => Promise<void>;
  /** Sends a notice into its queue, after at most 15 minutes. Throws where this function has no such queue. */
  sendNotice: (notice: ShopNotice, delaySeconds?: number) => Promise<void>;
}>;

/** The body that a pointer led to has expired, or was deleted with the erasure of its customer. */
export type InputGone = Readonly<{ kind: 'gone'; profileId: string; key: string }>;

/**
 * Reads an input from a queue message, following its pointer. Throws where the body is no input of this
 * system.
 */
export type ReadInput = (body: string) => Promise<Input | InputGone>;
