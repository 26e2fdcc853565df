/** The way of inputs to the engine and of messages to the senders. */
import type { OutboxMessage } from '../state/effect.ts';
import type { Input } from '../state/input.ts';

export type Queues = Readonly<{
  /** Resolves only after the queue has accepted all of them; large ones travel as a pointer. */
  sendInputs: (inputs: readonly Input[]) => Promise<void>;
  /** Into the outbox of its channel, after at most 15 minutes. Throws where this function has none. */
  sendMessage: (message: OutboxMessage, delaySeconds?: number) => Promise<void>;
}>;

/** The body that a pointer led to has expired, or went with the erasure of its customer. */
export type InputGone = Readonly<{ kind: 'gone'; profileId: string; key: string }>;

/** Reads what stands in the queue, following its pointer. Throws where it is no input of this system. */
export type ReadInput = (body: string) => Promise<Input | InputGone>;
