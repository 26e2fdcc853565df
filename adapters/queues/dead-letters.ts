/** Works off a dead-letter queue in SQS: each message is delivered first and deleted only afterwards. */

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

/** The most messages that SQS returns per call. */
const MESSAGES_PER_RECEIVE = 10;
/**
 * Messages stay hidden long enough for one run, so that it meets none twice; if a run dies, they become
 * visible again afterwards.
 */
const HIDDEN_SECONDS = 300;
/**
 * Long polling asks all of SQS's servers; a short poll of a small queue may find nothing although it has
 * messages.
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
