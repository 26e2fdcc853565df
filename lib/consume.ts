/**
 * Connects a function to a queue. It takes one message at a time and answers per message, so that a failed
 * message brings no other one back.
 */
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { RECORDS_PER_INVOCATION } from '../contract/queues.ts';

export const consume = (
  fn: IFunction,
  queue: IQueue,
  options: Readonly<{ maxConcurrency?: number }>,
): void => {
  fn.addEventSourceMapping('Queue', {
    eventSourceArn: queue.queueArn,
    batchSize: RECORDS_PER_INVOCATION,
    reportBatchItemFailures: true,
    ...options,
  });
};
