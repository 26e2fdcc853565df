/** The queues of the system, each with its dead-letter queue, for code that does not use the protocol. */
import { MAX_RECEIVES } from '../../contract/queues.ts';
import { present } from '../../core/present.ts';
import { earliest } from '../due.ts';
import { createIds } from '../ids.ts';
import type { Journal } from '../journal.ts';
import { ACCOUNT, arns } from '../names.ts';
import { createQueue, type Queue, queueMissing } from './queue.ts';
import type { NewMessage, QueueMessage } from './queue-message.ts';
import type { SentMessage } from './queue-state.ts';

export const VISIBILITY_MS = 180_000;
/** The queues and their dead-letter queues; a queue without one is a dead-letter queue itself. */
const QUEUES: readonly Readonly<{ name: string; deadLetters?: string }>[] = [
  { name: 'input-dlq.fifo' },
  { name: 'input.fifo', deadLetters: 'input-dlq.fifo' },
  { name: 'outbox-dlq' },
  { name: 'outbox', deadLetters: 'outbox-dlq' },
  { name: 'outbox-whatsapp-dlq' },
  { name: 'outbox-whatsapp', deadLetters: 'outbox-whatsapp-dlq' },
  { name: 'calls-dlq' },
  { name: 'calls', deadLetters: 'calls-dlq' },
  { name: 'notices-dlq' },
  { name: 'notices', deadLetters: 'notices-dlq' },
  { name: 'scheduler-dlq' },
  { name: 'feedback-dlq' },
];

export type SqsControl = Readonly<{
  /** URL of a queue at the stand-in's own address. */
  url: (name: string) => string;
  arn: (name: string) => string;
  names: readonly string[];
  /** Throws where there is no such queue. */
  queue: (name: string) => Queue;
  /** Puts the messages of a dead-letter queue back into their queue; returns how many. */
  redrive: (deadLetters: string) => number;
  send: (name: string, message: NewMessage) => SentMessage;
  nextDue: () => number | undefined;
  /** Sets the address of the loopback server, once it listens. */
  movedTo: (origin: string) => void;
}>;

export const createQueues = (now: () => number, journal: Journal): SqsControl => {
  const queues = new Map<string, Queue>();
  let origin = 'http://sqs.localhost';
  const queue = (name: string): Queue => {
    const found = queues.get(name);
    if (found === undefined) throw queueMissing(name);
    return found;
  };
  const newId = createIds('sqs', journal.run);
  for (const { name, deadLetters } of QUEUES) {
    const redrive =
      deadLetters === undefined
        ? undefined
        : {
            to: (message: QueueMessage) => queue(deadLetters).adopt(message),
            maxReceiveCount: MAX_RECEIVES,
          };
    const part = journal.part(`sqs ${name}`);
    queues.set(name, createQueue(present({ name, now, newId, part, visibilityMs: VISIBILITY_MS, redrive })));
  }
  return {
    url: (name) => `${origin}/${ACCOUNT}/${name}`,
    arn: arns.queue,
    names: QUEUES.map(({ name }) => name),
    queue,
    redrive: (deadLetters) => putBack(queue(deadLetters), queue(sourceOf(deadLetters))),
    send: (name, message) => queue(name).send(message),
    nextDue: () => earliest([...queues.values()].map(({ nextDue }) => nextDue())),
    movedTo: (to) => {
      origin = to;
    },
  };
};

export const deadLettersOf = (name: string): string | undefined =>
  QUEUES.find((entry) => entry.name === name)?.deadLetters;

const sourceOf = (deadLetters: string): string => {
  const source = QUEUES.find((entry) => entry.deadLetters === deadLetters);
  if (source !== undefined) return source.name;
  const known = QUEUES.flatMap((entry) => entry.deadLetters ?? []).join(', ');
  throw new Error(`${deadLetters} is nobody's dead-letter queue; those are ${known}.`);
};

const putBack = (deadLetters: Queue, source: Queue): number => {
  const messages = deadLetters.peek();
  for (const message of messages) source.adopt(message);
  deadLetters.purge();
  return messages.length;
};
