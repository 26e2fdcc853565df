/**
 * One event source mapping: receives batches from a queue, invokes the function, and deletes the messages it
 * has done.
 */
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import { RECORDS_PER_INVOCATION } from '../contract/queues.ts';
import { present } from '../core/present.ts';
import { arns, REGION } from '../stand-ins/names.ts';
import { systemAttributes } from '../stand-ins/sqs/operations.ts';
import type { Queue } from '../stand-ins/sqs/queue.ts';
import type { QueueMessage } from '../stand-ins/sqs/queue-message.ts';
import type { StandIns } from '../stand-ins/stand-ins.ts';

export type SqsHandler = (event: SQSEvent) => Promise<{ batchItemFailures: { itemIdentifier: string }[] }>;

export type QueueSource = Readonly<{
  functionName: string;
  /** Starts one more invocation if there is work and capacity; its promise never fails. */
  startNext: () => Promise<void> | undefined;
  invocations: () => number;
}>;

export type QueueSourceOptions = Readonly<{
  standIns: StandIns;
  queueName: string;
  functionName: string;
  handler: SqsHandler;
  concurrency: number;
  onError: (functionName: string, error: unknown) => void;
}>;

/** Lambda takes 6 MB per invocation; the envelopes around the bodies need some of it. */
const BATCH_BYTES = 5.5 * 1024 * 1024;

export const createQueueSource = ({
  standIns,
  queueName,
  functionName,
  handler,
  concurrency,
  onError,
}: QueueSourceOptions): QueueSource => {
  const queue = standIns.sqs.queue(queueName);
  let running = 0;
  let invocations = 0;

  const note = (operation: string, charged: boolean): void =>
    standIns.note(
      { function: functionName, action: `sqs:${operation}`, resource: arns.queue(queueName) },
      charged ? { service: 'sqs', operation } : undefined,
    );
  const invoke = async (messages: readonly QueueMessage[]): Promise<void> => {
    running += 1;
    invocations += 1;
    // A message that the function does not finish comes back by itself after its visibility timeout.
    const receipts = messages.map(({ messageId, receipt = '' }) => ({ messageId, receipt }));
    try {
      const answer = await handler(toEvent(queue, messages));
      const failed = failedIn(
        answer,
        receipts.map(({ messageId }) => messageId),
      );
      const done = receipts.filter(({ messageId }) => !failed.has(messageId));
      for (const { receipt } of done) queue.remove(receipt);
      if (done.length > 0) note('DeleteMessage', true);
    } catch (error) {
      onError(functionName, error);
    } finally {
      running -= 1;
    }
  };
  const startNext = (): Promise<void> | undefined => {
    if (running >= concurrency) return undefined;
    const messages = queue.receive(RECORDS_PER_INVOCATION, { maxBytes: BATCH_BYTES });
    if (messages.length === 0) return undefined;
    note('ReceiveMessage', true);
    note('GetQueueAttributes', false);
    return invoke(messages);
  };
  return { functionName, startNext, invocations: () => invocations };
};

/** Lambda treats an answer that names an unknown message as a failure of the whole batch. */
const failedIn = (
  answer: Awaited<ReturnType<SqsHandler>> | undefined,
  messageIds: readonly string[],
): ReadonlySet<string> => {
  const failed = new Set((answer?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  for (const id of failed) {
    if (!messageIds.includes(id))
      throw new Error(
        `batchItemFailures names the message "${id}", which is not in the batch; the whole batch counts as failed.`,
      );
  }
  return failed;
};

export const toEvent = (queue: Queue, messages: readonly QueueMessage[]): SQSEvent => ({
  Records: messages.map((message) => toRecord(queue, message)),
});

const toRecord = (queue: Queue, message: QueueMessage): SQSRecord => {
  const {
    ApproximateReceiveCount = '1',
    SentTimestamp = '0',
    SenderId = '',
    ApproximateFirstReceiveTimestamp = '0',
    ...others
  } = systemAttributes(message, queue.fifo);
  return {
    messageId: message.messageId,
    receiptHandle: message.receipt ?? '',
    body: message.body,
    attributes: {
      ApproximateReceiveCount,
      SentTimestamp,
      SenderId,
      ApproximateFirstReceiveTimestamp,
      ...others,
    },
    messageAttributes: messageAttributesOf(message),
    md5OfBody: message.md5,
    eventSource: 'aws:sqs',
    eventSourceARN: arns.queue(queue.name),
    awsRegion: REGION,
  };
};

/** Lambda writes the names in lower case, and adds the lists that are never used. */
const messageAttributesOf = ({ attributes }: QueueMessage): SQSRecord['messageAttributes'] =>
  Object.fromEntries(
    Object.entries((attributes ?? {}) as Record<string, { DataType: string; StringValue?: string }>).map(
      ([name, { DataType: dataType, StringValue: stringValue }]) => [
        name,
        { ...present({ stringValue }), dataType, stringListValues: [], binaryListValues: [] },
      ],
    ),
  );
