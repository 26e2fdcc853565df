/** The checks and the answer of each SQS operation. */
import { MAX_RECEIVES } from '../../contract/queues.ts';
import { present } from '../../core/present.ts';
import type { Faults } from '../faults.ts';
import { arns } from '../names.ts';
import { AwsError } from '../wire.ts';
import {
  BATCH_ENTRIES,
  checkedBatch,
  checkedEntries,
  checkedMessage,
  type Input,
  inRange,
} from './checks.ts';
import type { Queue } from './queue.ts';
import type { QueueMessage } from './queue-message.ts';
import { deadLettersOf, type SqsControl, VISIBILITY_MS } from './queues.ts';

const MAX_VISIBILITY_SECONDS = 43_200;

type Operation = (input: Input, queueName: string) => unknown;

export const createSqsOperations = (
  control: SqsControl,
  faults: Faults,
): Readonly<Record<string, Operation>> => {
  const send = (queue: Queue, entry: Input, operation: string) => {
    const body = checkedMessage(queue, entry);
    const message = queue.send(
      present({
        body,
        delayMs: Number(entry['DelaySeconds'] ?? 0) * 1000,
        groupId: textIn(entry, 'MessageGroupId'),
        dedupId: textIn(entry, 'MessageDeduplicationId'),
        attributes: entry['MessageAttributes'],
        fault: faults.forDelivery('sqs', operation),
      }),
    );
    return present({
      MessageId: message.messageId,
      MD5OfMessageBody: message.md5,
      SequenceNumber: queue.fifo ? sequenceOf(message) : undefined,
    });
  };
  return {
    SendMessage: (input, name) => send(control.queue(name), input, 'SendMessage'),
    SendMessageBatch: (input, name) => {
      const queue = control.queue(name);
      return eachEntry(checkedBatch(input), (entry) => send(queue, entry, 'SendMessageBatch'));
    },
    ReceiveMessage: (input, name) => {
      const visibility = input['VisibilityTimeout'];
      const visibilityMs =
        visibility === undefined
          ? undefined
          : inRange(visibility, 0, MAX_VISIBILITY_SECONDS, 'VisibilityTimeout') * 1000;
      const max = inRange(input['MaxNumberOfMessages'] ?? 1, 1, BATCH_ENTRIES, 'MaxNumberOfMessages');
      const queue = control.queue(name);
      const messages = queue
        .receive(max, present({ visibilityMs }))
        .map((message) => received(message, queue.fifo));
      return messages.length === 0 ? {} : { Messages: messages };
    },
    DeleteMessage: (input, name) => deleteOne(control.queue(name), input),
    DeleteMessageBatch: (input, name) =>
      eachEntry(checkedEntries(input), (entry) => deleteOne(control.queue(name), entry)),
    ChangeMessageVisibility: (input, name) => changeOne(control.queue(name), input),
    ChangeMessageVisibilityBatch: (input, name) =>
      eachEntry(checkedEntries(input), (entry) => changeOne(control.queue(name), entry)),
    GetQueueUrl: (_input, name) => ({ QueueUrl: control.url(control.queue(name).name) }),
    GetQueueAttributes: (_input, name) => ({ Attributes: attributesOf(control.queue(name)) }),
  };
};

const textIn = (entry: Input, field: string): string | undefined =>
  entry[field] === undefined ? undefined : String(entry[field]);

const FIFO_ATTRIBUTES = {
  FifoQueue: 'true',
  ContentBasedDeduplication: 'true',
  DeduplicationScope: 'messageGroup',
  FifoThroughputLimit: 'perMessageGroupId',
};

const attributesOf = (queue: Queue): Record<string, string> => {
  const { visible, inFlight, delayed } = queue.counts();
  const deadLetters = deadLettersOf(queue.name);
  const redrive =
    deadLetters === undefined
      ? undefined
      : { deadLetterTargetArn: arns.queue(deadLetters), maxReceiveCount: MAX_RECEIVES };
  const attributes = present({
    QueueArn: arns.queue(queue.name),
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    VisibilityTimeout: String(VISIBILITY_MS / 1000),
    RedrivePolicy: redrive && JSON.stringify(redrive),
  });
  return queue.fifo ? { ...attributes, ...FIFO_ATTRIBUTES } : attributes;
};

const sequenceOf = ({ sequence }: Pick<QueueMessage, 'sequence'>): string =>
  String(sequence).padStart(20, '0');

/** The attributes that a receiver sees; Lambda passes on the same ones. */
export const systemAttributes = (message: QueueMessage, fifo: boolean): Record<string, string> =>
  present({
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    SenderId: 'LOCAL',
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    MessageGroupId: message.groupId,
    MessageDeduplicationId: message.dedupId,
    SequenceNumber: fifo ? sequenceOf(message) : undefined,
  });

const received = (message: QueueMessage, fifo: boolean) =>
  present({
    MessageId: message.messageId,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MD5OfBody: message.md5,
    Attributes: systemAttributes(message, fifo),
    MessageAttributes: message.attributes,
  });

/** Runs each entry of a batch and answers per entry. */
const eachEntry = (entries: readonly Input[], run: (entry: Input) => object) => {
  const Successful: object[] = [];
  const Failed: object[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry['Id'], ...run(entry) });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      Failed.push({ Id: entry['Id'], Code: error.name, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
};

/** An old receipt deletes nothing; a FIFO queue reports that, a standard queue does not. */
const deleteOne = (queue: Queue, input: Input): object => {
  const receipt = String(input['ReceiptHandle'] ?? '');
  if (!/^[\w-]+:\d+$/.test(receipt))
    throw new AwsError(
      'ReceiptHandleIsInvalid',
      `The input receipt handle "${receipt}" is not a valid receipt handle.`,
    );
  if (!queue.remove(receipt) && queue.fifo) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${receipt} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
    );
  }
  return {};
};

const changeOne = (queue: Queue, input: Input): object => {
  const seconds = inRange(input['VisibilityTimeout'], 0, MAX_VISIBILITY_SECONDS, 'VisibilityTimeout');
  if (!queue.changeVisibility(String(input['ReceiptHandle'] ?? ''), seconds * 1000)) {
    throw new AwsError('MessageNotInflight', 'The specified message is not in flight.');
  }
  return {};
};
