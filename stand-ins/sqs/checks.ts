/** Checks SQS requests and refuses what SQS refuses. */
import { AwsError } from '../wire.ts';
import type { Queue } from './queue.ts';

export const BATCH_ENTRIES = 10;
/** The limit for one message, and also for a whole batch. */
const MESSAGE_BYTES = 1024 * 1024;
const MAX_DELAY_SECONDS = 900;
const GROUP_OR_DEDUPLICATION_ID = /^[a-zA-Z0-9!-/:-@[-`{-~]{1,128}$/;
const ENTRY_ID = /^[a-zA-Z0-9_-]{1,80}$/;

export type Input = Readonly<Record<string, unknown>>;

export const checkedMessage = (queue: Queue, entry: Input): string => {
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

export const inRange = (value: unknown, from: number, to: number, field: string): number => {
  const number = Number(value);
  if (Number.isInteger(number) && number >= from && number <= to) return number;
  throw new AwsError(
    'InvalidParameterValue',
    `Value ${String(value)} for parameter ${field} is invalid. Reason: Must be between ${from} and ${to}.`,
  );
};

/** The entries of a batch of new messages, whose total size is limited too. */
export const checkedBatch = (input: Input): readonly Input[] => {
  const entries = checkedEntries(input);
  const bytes = entries.reduce(
    (sum, entry) => sum + Buffer.byteLength(String(entry['MessageBody'] ?? '')),
    0,
  );
  if (bytes <= MESSAGE_BYTES) return entries;
  throw new AwsError('BatchRequestTooLong', `Batch requests cannot be longer than ${MESSAGE_BYTES} bytes.`);
};

export const checkedEntries = (input: Input): readonly Input[] => {
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
