/** The way of inputs to the engine and of messages to the senders. */
import type { OutboxMessage } from '../state/effect.ts';
import type { Input } from '../state/input.ts';

export type Queues = Readonly<{
  /** Resolves only after the queue has accepted all of them; large ones travel as a pointer. */
  sendInputs: (inputs: readonly Input[]) => Promise<void>;
  sendMessage: (message: OutboxMessage, delaySeconds?: number) => Promise<void>;
}>;
