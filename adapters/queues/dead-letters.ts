/** Works off a dead-letter queue over SQS: each message is handed on, and deleted only after that. */

import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { CORRELATION_ATTRIBUTE } from '../../contract/queues.ts';
import type { DeadLetter, DeadLetters } from '../../core/ports/dead-letters.ts';
import { present } from '../../core/present.ts';

/** SQS gives at most this many messages at once. */
const MESSAGES_PER_RECEIVE = 10;
/**
 * Long enough for one run, so that no message is met twice; a run that dies makes them visible again after
 * it.
 */
const HIDDEN_SECONDS = 300;
/**
 * Long polling asks all of SQS's servers; a short poll of a small queue may find nothing although something
 * is there.
 */
const WAIT_SECONDS = 1;

export const createDeadLetters = ({ sqs }: Readonly<{ sqs: SQSClient }>): DeadLetters => ({
  workOff: async (queueUrl, limit, deliver) => {
    const counts = { moved: 0, left: 0 };
    while (counts.moved + counts.left < limit) {
      const letters = await receive(
        sqs,
        queueUrl,
        Math.min(MESSAGES_PER_RECEIVE, limit - counts.moved - counts.left),
      );
      if (letters.length === 0) return { ...counts, more: false };
      for (const letter of letters) counts[await handOver(sqs, queueUrl, letter, deliver)] += 1;
    }
    return { ...counts, more: true };
  },
  send: async (queueUrl, body, fifo) => {
    const addresses = fifo
      ? { MessageGroupId: fifo.group, MessageDeduplicationId: fifo.deduplicationId }
      : {};
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, ...addresses }));
  },
});

const receive = async (sqs: SQSClient, queueUrl: string, most: number): Promise<readonly Message[]> => {
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: most,
      VisibilityTimeout: HIDDEN_SECONDS,
      WaitTimeSeconds: WAIT_SECONDS,
      MessageSystemAttributeNames: ['MessageGroupId', 'MessageDeduplicationId'],
      MessageAttributeNames: [CORRELATION_ATTRIBUTE],
    }),
  );
  return Messages ?? [];
};

const handOver = async (
  sqs: SQSClient,
  queueUrl: string,
  message: Message,
  deliver: (letter: DeadLetter) => Promise<void>,
): Promise<'moved' | 'left'> => {
  const { MessageId = '', Body = '', Attributes, MessageAttributes, ReceiptHandle } = message;
  const { MessageGroupId: group, MessageDeduplicationId: deduplicationId } = Attributes ?? {};
  try {
    await deliver(
      present({
        id: MessageId,
        body: Body,
        group: group || undefined,
        deduplicationId: deduplicationId || undefined,
        correlationId: MessageAttributes?.[CORRELATION_ATTRIBUTE]?.StringValue,
      }),
    );
  } catch {
    return 'left';
  }
  await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  return 'moved';
};
