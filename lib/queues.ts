/**
 * Makes the queues of this system: encrypted, TLS only, and never without a dead-letter queue that raises an
 * alarm.
 */
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  QueueEncryption,
  type QueueProps,
} from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DEAD_LETTER_DAYS, MAX_RECEIVES } from '../contract/queues.ts';
import { alarmOnDeadLetters, type RunbookHeading } from './alarms.ts';
import type { Deployment } from './deployment.ts';

/** The longest time for which SQS keeps messages. */
const LONGEST_RETENTION = Duration.days(DEAD_LETTER_DAYS);
/**
 * A message keeps its age when it moves from a standard queue to its dead-letter queue, so the queue must
 * keep it for less time than the dead-letter queue.
 */
const OUTBOX_RETENTION = Duration.days(7);
/** AWS advises six times the consumer's time-out, so that a slow batch is not delivered twice. */
const VISIBILITY_PER_TIMEOUT = 6;

type ConsumedQueueProps = Readonly<{ consumerTimeout: Duration; topic: ITopic }>;

const SAFE: QueueProps = {
  encryption: QueueEncryption.SQS_MANAGED,
  enforceSSL: true,
  // Messages in a queue were acknowledged to their sender, so a mistaken deploy must not delete them.
  removalPolicy: RemovalPolicy.RETAIN,
};

export const deadLetterQueue = (
  scope: Construct,
  id: string,
  props: Readonly<{ heading: RunbookHeading; topic: ITopic; fifo?: true }>,
): Queue => {
  const queue = new Queue(scope, id, {
    ...SAFE,
    retentionPeriod: LONGEST_RETENTION,
    ...(props.fifo ? { fifo: true } : {}),
  });
  alarmOnDeadLetters(queue, props.heading, props.topic);
  Validations.of(queue).acknowledge({
    id: 'AwsSolutions::AwsSolutions-SQS3',
    reason: 'It is a dead-letter queue; what feeds it is no queue, so the check cannot see it.',
  });
  return queue;
};

/**
 * One queue for everything that may change a profile, one group per profile. Scheduler cannot set a
 * deduplication id, so the queue makes it from the body. Deduplication and throughput are per group, as the
 * high-throughput mode requires.
 */
export const inputQueue = (
  scope: Construct,
  props: ConsumedQueueProps,
): Readonly<{ queue: Queue; deadLetters: Queue }> => {
  const deadLetters = deadLetterQueue(scope, 'InputDeadLetters', {
    heading: 'input-dead-letters',
    topic: props.topic,
    fifo: true,
  });
  const queue = new Queue(scope, 'Inputs', {
    ...SAFE,
    fifo: true,
    contentBasedDeduplication: true,
    deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
    fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
    visibilityTimeout: visibilityFor(props.consumerTimeout),
    retentionPeriod: LONGEST_RETENTION,
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVES },
  });
  return { queue, deadLetters };
};

/**
 * The queue of messages for one channel's sender, of calls, or of shops' notices. It is a standard queue,
 * because one message never waits for another.
 */
export const outboxQueue = (
  scope: Construct,
  props: ConsumedQueueProps,
  id: keyof typeof HEADINGS = 'Outbox',
): Readonly<{ queue: Queue; deadLetters: Queue }> => {
  const deadLetters = deadLetterQueue(scope, `${id}DeadLetters`, {
    heading: HEADINGS[id],
    topic: props.topic,
  });
  const queue = new Queue(scope, id, {
    ...SAFE,
    visibilityTimeout: visibilityFor(props.consumerTimeout),
    retentionPeriod: OUTBOX_RETENTION,
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: MAX_RECEIVES },
  });
  return { queue, deadLetters };
};

/** The queue of shops' notices; undefined where the deployment asks no shop what they are about. */
export const noticeQueue = (
  scope: Construct,
  { details }: Deployment,
  topic: ITopic,
): ReturnType<typeof outboxQueue> | undefined =>
  details.length > 0
    ? outboxQueue(scope, { consumerTimeout: FETCH_DETAILS_TIMEOUT, topic }, 'Notices')
    : undefined;

/** All calls to a shop that one notice needs fit into it (core/limits-of-outgoing.ts). */
export const FETCH_DETAILS_TIMEOUT = Duration.seconds(30);

const HEADINGS = {
  Outbox: 'outbox-dead-letters',
  OutboxWhatsapp: 'outbox-dead-letters',
  Calls: 'call-dead-letters',
  Notices: 'notice-dead-letters',
} as const satisfies Readonly<Record<string, RunbookHeading>>;

const visibilityFor = (timeout: Duration): Duration =>
  Duration.seconds(timeout.toSeconds() * VISIBILITY_PER_TIMEOUT);
