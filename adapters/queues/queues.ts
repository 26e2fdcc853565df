/**
 * The queues in SQS: inputs go into the FIFO queue with one group per profile, messages into the outbox;
 * large inputs travel as a pointer.
 */

import {
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { RAW_PREFIX } from '../../contract/bucket.ts';
import { idOf } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import type { InputGone, Queues, ReadInput } from '../../core/ports/queues.ts';
import type { RawBucket } from '../../core/ports/raw-bucket.ts';
import { present } from '../../core/present.ts';
import type { Input } from '../../core/state/input.ts';
import { inputSchema } from '../../core/state/input-schema.ts';

type Options = Readonly<{
  sqs: SQSClient;
  inputQueueUrl: string;
  outboxQueueUrl?: string;
  whatsappQueueUrl?: string;
  callQueueUrl?: string;
  noticeQueueUrl?: string;
  /** The bucket for inputs that are too large for the queue; without it there must be none. */
  bucket?: Pick<RawBucket, 'put'>;
}>;

/**
 * SQS accepts this many entries in one call, and this many bytes in all of them (1 MiB, less room for the
 * envelope).
 */
const BATCH_ENTRIES = 10;
const BATCH_BYTES = 900 * 1024;
/** SQS's own limit for the delay of one message. */
const DELAY_SECONDS = 900;

type Entry = SendMessageBatchRequestEntry & Readonly<{ MessageBody: string }>;

export const createQueues = ({
  sqs,
  inputQueueUrl,
  outboxQueueUrl,
  whatsappQueueUrl,
  callQueueUrl,
  noticeQueueUrl,
  bucket,
}: Options): Queues => ({
  sendInputs: async (inputs) => {
    const entries = await Promise.all(distinct(inputs).map((input, index) => toEntry(input, index, bucket)));
    for (const chunk of chunks(entries)) await sendChunk(sqs, inputQueueUrl, chunk);
  },
  waitingInputs: async () => {
    const asked = new GetQueueAttributesCommand({
      QueueUrl: inputQueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages'],
    });
    return Number((await sqs.send(asked)).Attributes?.['ApproximateNumberOfMessages'] ?? 0);
  },
  sendMessage: (message, delaySeconds) => {
    const whatsapp = message.channel === 'whatsapp';
    const [url, variable] = whatsapp
      ? [whatsappQueueUrl, 'WHATSAPP_OUTBOX_URL']
      : [outboxQueueUrl, 'OUTBOX_QUEUE_URL'];
    return sendLater(sqs, { url, variable, body: toBody(message), delaySeconds });
  },
  sendCall: (call, delaySeconds) =>
    sendLater(sqs, { url: callQueueUrl, variable: 'CALL_QUEUE_URL', body: toBody(call), delaySeconds }),
  sendNotice: (notice, delaySeconds) =>
    sendLater(sqs, {
      url: noticeQueueUrl,
      variable: 'NOTICE_QUEUE_URL',
      body: toBody(notice),
      delaySeconds,
    }),
});

type Later = Readonly<{
  url: string | undefined;
  /** The environment variable that names the queue. */
  variable: string;
  body: string;
  delaySeconds: number | undefined;
}>;

const sendLater = async (sqs: SQSClient, { url, variable, body, delaySeconds = 0 }: Later): Promise<void> => {
  if (url === undefined)
    throw new Error(`This function was given no such queue: supply ${variable} in its environment.`);
  const delay = Math.min(Math.max(0, Math.ceil(delaySeconds)), DELAY_SECONDS);
  await sqs.send(
    new SendMessageCommand(
      present({ QueueUrl: url, MessageBody: body, DelaySeconds: delay > 0 ? delay : undefined }),
    ),
  );
};

/** Reads what `sendInputs` or Scheduler put into the queue, and follows a pointer where it finds one. */
export const createInputReader =
  (bucket: Pick<RawBucket, 'get'>): ReadInput =>
  async (body) => {
    const value: unknown = JSON.parse(body);
    const pointer = pointerSchema.safeParse(value);
    if (!pointer.success) return readInput(value);
    const key = pointer.data.pointer;
    const text = await bucket.get(key);
    return text === undefined ? goneFrom(key) : readInput(JSON.parse(text));
  };

const goneFrom = (key: string): InputGone => ({
  kind: 'gone',
  profileId: key.slice(RAW_PREFIX.inputs.length).split('/')[0] ?? '',
  key,
});

const pointerSchema = z.strictObject({ pointer: z.string().startsWith(RAW_PREFIX.inputs) });

const readInput = (value: unknown): Input => {
  const result = inputSchema.safeParse(value);
  if (result.success) return result.data;
  throw new Error(
    `Not an input of this system: ${result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
  );
};

/** Of two with one id in one group the queue would drop the second; then nothing needs to be sent or stored. */
const distinct = (inputs: readonly Input[]): readonly Input[] => {
  const first = new Map<string, Input>();
  for (const input of inputs) {
    const id = JSON.stringify([input.profileId, input.inputId]);
    if (!first.has(id)) first.set(id, input);
  }
  return [...first.values()];
};

const toEntry = async (input: Input, index: number, bucket: Options['bucket']): Promise<Entry> => {
  const body = toBody(input);
  const addresses = {
    Id: String(index),
    MessageGroupId: input.profileId,
    MessageDeduplicationId: input.inputId,
  };
  if (Buffer.byteLength(body) <= LIMITS.queueInlineBytes) return { ...addresses, MessageBody: body };
  if (!bucket)
    throw new Error(
      `An input of kind ${input.kind} is larger than ${LIMITS.queueInlineBytes} bytes, and this function has no bucket for such.`,
    );
  const key = `${RAW_PREFIX.inputs}${input.profileId}/${idOf('input', input.inputId)}.json`;
  await bucket.put(key, body);
  return { ...addresses, MessageBody: toBody({ pointer: key }) };
};

/**
 * The value as JSON. SQS refuses two code points that JSON may contain unescaped; escaped it is the same
 * JSON.
 */
const toBody = (value: unknown): string =>
  JSON.stringify(value).replace(/[\ufffe\uffff]/g, (char) => (char === '\ufffe' ? '\\ufffe' : '\\uffff'));

const chunks = (entries: readonly Entry[]): readonly (readonly Entry[])[] => {
  const result: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.MessageBody);
    const last = result.at(-1);
    if (last && last.length < BATCH_ENTRIES && bytes + size <= BATCH_BYTES) {
      last.push(entry);
      bytes += size;
    } else {
      result.push([entry]);
      bytes = size;
    }
  }
  return result;
};

const sendChunk = async (sqs: SQSClient, queueUrl: string, chunk: readonly Entry[]): Promise<void> => {
  const [first] = chunk;
  if (first && chunk.length === 1) {
    const { Id: _, ...message } = first;
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, ...message }));
    return;
  }
  const answer = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: [...chunk] }));
  const failed = answer.Failed ?? [];
  if (failed.length === 0) return;
  // The caller sends all of them again; those accepted now are harmless the second time.
  throw new Error(
    `SQS refused ${failed.length} of ${chunk.length} inputs: ${[...new Set(failed.map(({ Code }) => Code))].join(', ')}.`,
  );
};
