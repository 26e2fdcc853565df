/** Works off a dead-letter queue: each message is delivered first and deleted only afterwards. */

export type DeadLetter = Readonly<{
  id: string;
  body: string;
  group?: string;
  deduplicationId?: string;
  /** The correlation id of the request that began the chain. */
  correlationId?: string;
}>;

/**
 * `left` counts messages that could not be delivered; they stay in the queue and are not tried again in this
 * run.
 */
export type Redriven = Readonly<{ moved: number; left: number; more: boolean }>;

export type DeadLetters = Readonly<{
  /** Works off at most `limit` messages; `more` says that others may be left in the queue. */
  workOff: (
    queueUrl: string,
    limit: number,
    deliver: (letter: DeadLetter) => Promise<void>,
  ) => Promise<Redriven>;
  /** `group` and `deduplicationId` are for FIFO queues only. */
  send: (
    queueUrl: string,
    body: string,
    fifo?: Readonly<{ group: string; deduplicationId: string }>,
  ) => Promise<void>;
}>;
