/** Works off a dead-letter queue: each message is handed on, and deleted only after that. */

export type DeadLetter = Readonly<{
  id: string;
  body: string;
  group?: string;
  deduplicationId?: string;
  /** Of the request that began it. */
  correlationId?: string;
}>;

/**
 * `left` are those that could not be handed on; they stay where they are and are not tried again in this run.
 */
export type Redriven = Readonly<{ moved: number; left: number; more: boolean }>;

export type DeadLetters = Readonly<{
  /** At most `limit` of them; `more` says that others may be left in the queue. */
  workOff: (
    queueUrl: string,
    limit: number,
    deliver: (letter: DeadLetter) => Promise<void>,
  ) => Promise<Redriven>;
  /** `group` and `deduplicationId` for FIFO queues only. */
  send: (
    queueUrl: string,
    body: string,
    fifo?: Readonly<{ group: string; deduplicationId: string }>,
  ) => Promise<void>;
}>;
