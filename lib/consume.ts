/** How a function takes from a queue: it answers per message, so one that fails does not bring the others back. */
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

export const consume = (fn: IFunction, queue: IQueue, options: Readonly<{ batchSize: number; maxConcurrency?: number }>): void => {
  fn.addEventSourceMapping('Queue', { eventSourceArn: queue.queueArn, reportBatchItemFailures: true, ...options });
};
