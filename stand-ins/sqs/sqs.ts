/** Stand-in for SQS: the JSON protocol of the SDK in front of the queues, refusing what AWS refuses. */
import { MAX_RECEIVES } from '../../contract/queues.ts';
import type { Faults } from '../faults.ts';
import { createIds } from '../ids.ts';
import type { Journal } from '../journal.ts';
import { ACCOUNT, arns, queueNameOf } from '../names.ts';
import {
  AwsError,
  type Call,
  jsonAnswer,
  jsonError,
  jsonOf,
  type Service,
  targetOf,
  type WireAnswer,
  type WireRequest,
} from '../wire.ts';
import { createSqsOperations } from './operations.ts';
import { createQueue, type NewMessage, type Queue, type QueueMessage, queueMissing } from './queue.ts';

const VISIBILITY_MS = 180_000;
/** Queues and the dead-letter queue of each; those without one are dead-letter queues themselves. */
const QUEUES: readonly Readonly<{ name: string; deadLetters?: string }>[] = [
  { name: 'input-dlq.fifo' },
  { name: 'input.fifo', deadLetters: 'input-dlq.fifo' },
  { name: 'outbox-dlq' },
  { name: 'outbox', deadLetters: 'outbox-dlq' },
  { name: 'outbox-whatsapp-dlq' },
  { name: 'outbox-whatsapp', deadLetters: 'outbox-whatsapp-dlq' },
  { name: 'scheduler-dlq' },
  { name: 'feedback-dlq' },
];

export type SqsControl = Readonly<{
  /** URL of a queue, on the stand-in's own address. */
  url: (name: string) => string;
  arn: (name: string) => string;
  names: readonly string[];
  /** Throws where there is no such queue. */
  queue: (name: string) => Queue;
  /** Puts the messages of a dead-letter queue back where they came from; answers how many. */
  redrive: (deadLetters: string) => number;
  send: (name: string, message: NewMessage) => QueueMessage;
  nextDue: () => number | undefined;
  /** Where the loopback server listens, once it does. */
  movedTo: (origin: string) => void;
}>;

export type SqsOptions = Readonly<{ now: () => number; journal: Journal; faults: Faults }>;

const CONTENT_TYPE = 'application/x-amz-json-1.0';

export const createSqs = ({
  now,
  journal,
  faults,
}: SqsOptions): { service: Service; control: SqsControl } => {
  const newId = createIds('sqs', journal.run);
  const queues = new Map<string, Queue>();
  let origin = 'http://sqs.localhost';

  for (const { name, deadLetters } of QUEUES) {
    const redrive =
      deadLetters === undefined
        ? {}
        : {
            redrive: {
              to: (message: QueueMessage) => queue(deadLetters).adopt(message),
              maxReceiveCount: MAX_RECEIVES,
            },
          };
    queues.set(
      name,
      createQueue({
        name,
        now,
        newId,
        part: journal.part(`sqs ${name}`),
        visibilityMs: VISIBILITY_MS,
        ...redrive,
      }),
    );
  }
  const queue = (name: string): Queue => {
    const found = queues.get(name);
    if (found === undefined) throw queueMissing(name);
    return found;
  };
  const control: SqsControl = {
    url: (name) => `${origin}/${ACCOUNT}/${name}`,
    arn: arns.queue,
    names: QUEUES.map(({ name }) => name),
    queue,
    redrive: (deadLetters) => {
      const source = QUEUES.find((entry) => entry.deadLetters === deadLetters);
      if (source === undefined)
        throw new Error(
          `${deadLetters} is nobody's dead-letter queue; those are ${QUEUES.flatMap((entry) => entry.deadLetters ?? []).join(', ')}.`,
        );
      const messages = queue(deadLetters).peek();
      for (const message of messages) queue(source.name).adopt(message);
      queue(deadLetters).purge();
      return messages.length;
    },
    send: (name, message) => queue(name).send(message),
    nextDue: () =>
      [...queues.values()].reduce<number | undefined>(
        (due, { nextDue }) => earlier(due, nextDue()),
        undefined,
      ),
    movedTo: (to) => {
      origin = to;
    },
  };
  const operations = createSqsOperations({
    control,
    faults,
    visibilityMs: VISIBILITY_MS,
    deadLettersOf: (name) => QUEUES.find((entry) => entry.name === name)?.deadLetters,
  });

  const understand = (request: WireRequest): Call => {
    const operation = targetOf(request);
    const input = jsonOf(request);
    const run = operations[operation];
    const name = queueNameOf(String(input['QueueUrl'] ?? input['QueueName'] ?? ''));
    return {
      operation,
      needs: [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource: arns.queue(name) }],
      run: () => {
        if (run === undefined)
          throw new AwsError(
            'UnsupportedOperation',
            `The SQS stand-in does not know ${operation}; it knows ${Object.keys(operations).join(', ')}.`,
          );
        return jsonAnswer(run(input, name), CONTENT_TYPE);
      },
    };
  };
  const service: Service = {
    name: 'sqs',
    understand,
    refuse,
    throttled: () =>
      new AwsError('RequestThrottled', 'The request was denied due to request throttling (injected fault).'),
    failed: () =>
      new AwsError(
        'InternalFailure',
        'The request failed because of an unknown error (injected fault).',
        500,
      ),
  };
  return { service, control };
};

export const earlier = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);

const inBody = jsonError('com.amazonaws.sqs', CONTENT_TYPE);

const refuse = (error: AwsError): WireAnswer => {
  const answer = inBody(error);
  if (error.name !== 'QueueDoesNotExist') return answer;
  return {
    ...answer,
    headers: { ...answer.headers, 'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender' },
  };
};
