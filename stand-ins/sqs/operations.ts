/** What each SQS operation checks and answers. */
import { MAX_RECEIVES } from '../../contract/queues.ts';
import type { Faults } from '../faults.ts';
import { AwsError } from '../wire.ts';
import type { Queue, QueueMessage } from './queue.ts';
import type { SqsControl } from './sqs.ts';

const BATCH_ENTRIES = 10;
/** One message, and also one batch as a whole. */
const MESSAGE_BYTES = 1024 * 1024;
const MAX_DELAY_SECONDS = 900;
const MAX_VISIBILITY_SECONDS = 43_200;
const GROUP_OR_DEDUPLICATION_ID = /^[a-zA-Z0-9!-/:-@[-`{-~]{1,128}$/;
const ENTRY_ID = /^[a-zA-Z0-9_-]{1,80}$/;

type Input = Readonly<Record<string, unknown>>;
type Operation = (input: Input, queueName: string) => unknown;
type Options = Readonly<{
  control: SqsControl;
  faults: Faults;
  visibilityMs: number;
  deadLettersOf: (name: string) => string | undefined;
}>;

export const createSqsOperations = ({
  control,
  faults,
  visibilityMs,
  deadLettersOf,
}: Options): Readonly<Record<string, Operation>> => {
  const send = (queue: Queue, entry: Input, operation: string) => {
    const body = checkedMessage(queue, entry);
    const message = queue.send({
      body,
      delayMs: Number(entry['DelaySeconds'] ?? 0) * 1000,
      ...(entry['MessageGroupId'] !== undefined && { groupId: String(entry['MessageGroupId']) }),
      ...(entry['MessageDeduplicationId'] !== undefined && {
        dedupId: String(entry['MessageDeduplicationId']),
      }),
      ...(entry['MessageAttributes'] !== undefined && { attributes: entry['MessageAttributes'] }),
      fault: faults.forDelivery('sqs', operation),
    });
    return {
      MessageId: message.messageId,
      MD5OfMessageBody: message.md5,
      ...(queue.fifo && { SequenceNumber: sequenceOf(message) }),
    };
  };
  return {
    SendMessage: (input, name) => send(control.queue(name), input, 'SendMessage'),
    SendMessageBatch: (input, name) => {
      const queue = control.queue(name);
      const entries = checkedEntries(input);
      if (
        entries.reduce((sum, entry) => sum + Buffer.byteLength(String(entry['MessageBody'] ?? '')), 0) >
        MESSAGE_BYTES
      ) {
        throw new AwsError(
          'BatchRequestTooLong',
          `Batch requests cannot be longer than ${MESSAGE_BYTES} bytes.`,
        );
      }
      return eachEntry(entries, (entry) => send(queue, entry, 'SendMessageBatch'));
    },
    ReceiveMessage: (input, name) => {
      const visibility = input['VisibilityTimeout'];
      const options =
        visibility === undefined
          ? {}
          : { visibilityMs: inRange(visibility, 0, MAX_VISIBILITY_SECONDS, 'VisibilityTimeout') * 1000 };
      const max = inRange(input['MaxNumberOfMessages'] ?? 1, 1, BATCH_ENTRIES, 'MaxNumberOfMessages');
      const queue = control.queue(name);
      const messages = queue.receive(max, options).map((message) => received(message, queue.fifo));
      return messages.length === 0 ? {} : { Messages: messages };
    },
    DeleteMessage: (input, name) => deleteOne(control.queue(name), input),
    DeleteMessageBatch: (input, name) =>
      eachEntry(checkedEntries(input), (entry) => deleteOne(control.queue(name), entry)),
    ChangeMessageVisibility: (input, name) => changeOne(control.queue(name), input),
    ChangeMessageVisibilityBatch: (input, name) =>
      eachEntry(checkedEntries(input), (entry) => changeOne(control.queue(name), entry)),
    GetQueueUrl: (_input, name) => ({ QueueUrl: control.url(control.queue(name).name) }),
    GetQueueAttributes: (_input, name) => {
      const queue = control.queue(name);
      const counts = queue.counts();
      const deadLetters = deadLettersOf(name);
      return {
        Attributes: {
          QueueArn: control.arn(name),
          ApproximateNumberOfMessages: String(counts.visible),
          ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
          ApproximateNumberOfMessagesDelayed: String(counts.delayed),
          VisibilityTimeout: String(visibilityMs / 1000),
          ...(queue.fifo && {
            FifoQueue: 'true',
            ContentBasedDeduplication: 'true',
            DeduplicationScope: 'messageGroup',
            FifoThroughputLimit: 'perMessageGroupId',
          }),
          ...(deadLetters !== undefined && {
            RedrivePolicy: JSON.stringify({
              deadLetterTargetArn: control.arn(deadLetters),
              maxReceiveCount: MAX_RECEIVES,
            }),
          }),
        },
      };
    },
  };
};

const sequenceOf = (message: QueueMessage): string => String(message.sequence).padStart(20, '0');

/** The attributes that a receiver sees; Lambda hands over the same ones. */
export const systemAttributes = (message: QueueMessage, fifo: boolean): Record<string, string> => ({
  ApproximateReceiveCount: String(message.receiveCount),
  SentTimestamp: String(message.sentAt),
  SenderId: 'LOCAL',
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
  ...(message.groupId !== undefined && { MessageGroupId: message.groupId }),
  ...(message.dedupId !== undefined && { MessageDeduplicationId: message.dedupId }),
  ...(fifo && { SequenceNumber: sequenceOf(message) }),
});

const received = (message: QueueMessage, fifo: boolean) => ({
  MessageId: message.messageId,
  ReceiptHandle: message.receipt,
  Body: message.body,
  MD5OfBody: message.md5,
  Attributes: systemAttributes(message, fifo),
  ...(message.attributes !== undefined && { MessageAttributes: message.attributes }),
});

const checkedMessage = (queue: Queue, entry: Input): string => {
  const body = entry['MessageBody'];
  if (typeof body !== 'string' || body === '')
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
  const bytes = Buffer.byteLength(body);
  if (bytes > MESSAGE_BYTES)
    throw new AwsError(
      'InvalidParameterValue',
      `One or more parameters are invalid. Reason: Message must be shorter than ${MESSAGE_BYTES} bytes; it has ${bytes}.`,
    );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what SQS refuses.
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(body))
    throw new AwsError('InvalidMessageContents', 'Message body has invalid characters.');
  for (const field of ['MessageGroupId', 'MessageDeduplicationId']) {
    if (entry[field] === undefined) continue;
    if (!GROUP_OR_DEDUPLICATION_ID.test(String(entry[field])))
      throw new AwsError(
        'InvalidParameterValue',
        `${field} can only include alphanumeric and punctuation characters, 1 to 128 in length.`,
      );
  }
  checkKind(queue, entry);
  return body;
};

const checkKind = (queue: Queue, entry: Input): void => {
  const delay = entry['DelaySeconds'];
  if (!queue.fifo) {
    if (entry['MessageDeduplicationId'] !== undefined)
      throw new AwsError(
        'InvalidParameterValue',
        'The request includes MessageDeduplicationId, which only FIFO queues take.',
      );
    if (delay !== undefined) inRange(delay, 0, MAX_DELAY_SECONDS, 'DelaySeconds');
    return;
  }
  if (entry['MessageGroupId'] === undefined)
    throw new AwsError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
  if (delay !== undefined && delay !== 0) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value ${String(delay)} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  }
};

const inRange = (value: unknown, from: number, to: number, field: string): number => {
  const number = Number(value);
  if (Number.isInteger(number) && number >= from && number <= to) return number;
  throw new AwsError(
    'InvalidParameterValue',
    `Value ${String(value)} for parameter ${field} is invalid. Reason: Must be between ${from} and ${to}.`,
  );
};

const checkedEntries = (input: Input): readonly Input[] => {
  const entries = Array.isArray(input['Entries']) ? (input['Entries'] as readonly Input[]) : [];
  if (entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > BATCH_ENTRIES)
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${BATCH_ENTRIES}. You have sent ${entries.length}.`,
    );
  const ids = entries.map((entry) => String(entry['Id']));
  for (const id of ids)
    if (!ENTRY_ID.test(id))
      throw new AwsError(
        'InvalidBatchEntryId',
        `A batch entry id can only contain alphanumeric characters, hyphens and underscores, at most 80; it is ${id}.`,
      );
  if (new Set(ids).size !== ids.length)
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries have the same Id.');
  return entries;
};

/** Batches answer per entry. */
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

/** An old receipt deletes nothing; a FIFO queue says so, a standard queue does not. */
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
