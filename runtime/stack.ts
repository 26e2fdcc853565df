/**
 * The middy stack around every handler: each log line names its invocation and correlation id, and metrics
 * are written out however the invocation ends. Doors add headers and answers (doors/door.ts), queues their
 * records.
 */
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy, { type MiddlewareObj } from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { correlationOf, withCorrelation } from './correlation.ts';
import type { Log } from './log.ts';
import type { CountMetrics } from './metrics.ts';

export type StackTools = Readonly<{ log: Log; metrics?: CountMetrics }>;

/** The handler as Lambda calls it; in tests and on one machine there is no context. */
export type Handler<Event, Result> = (event: Event, context?: Partial<Context>) => Promise<Result>;

export const stack = <Event, Result>(
  { log, metrics }: StackTools,
  handle: (event: Event) => Promise<Result>,
  middlewares: readonly MiddlewareObj<Event, Result>[] = [],
): Handler<Event, Result> => {
  const flush = () => metrics?.flush();
  // Lambda itself ends an invocation that takes too long. An earlier answer would leave a call running that
  // nobody waits for.
  const stacked = middy<Event, Result>((event: Event) => handle(event), { timeoutEarlyInMillis: 0 })
    .use(injectLambdaContext(log.logger))
    .use({ after: flush, onError: flush })
    .use([...middlewares]);
  return (event, context = {}) =>
    withCorrelation(requestIdOf(event) ?? context.awsRequestId, () => stacked(event, context as Context));
};

/** The id under which the API's access log knows the request. */
const requestIdOf = (event: unknown): string | undefined =>
  (event as { requestContext?: { requestId?: string } } | null | undefined)?.requestContext?.requestId;

/** Handles records one by one and returns those that the queue must deliver again. */
export type Order = (
  records: readonly SQSRecord[],
  isDone: (record: SQSRecord) => Promise<boolean>,
) => Promise<readonly SQSRecord[]>;

/**
 * Handles records in parallel: ten time-outs in a row would outlive the function, and no record waits for
 * another.
 */
const sideBySide: Order = async (records, isDone) => {
  const done = await Promise.all(records.map(isDone));
  return records.filter((_, index) => !done[index]);
};

/** `failed` is the log message for a record that goes back to the queue. */
export const queueStack = (
  { failed, order = sideBySide, ...tools }: StackTools & Readonly<{ failed: string; order?: Order }>,
  work: (record: SQSRecord) => Promise<void>,
): Handler<SQSEvent, SQSBatchResponse> => {
  const isDone = (record: SQSRecord): Promise<boolean> =>
    withCorrelation(correlationOf(record), async () => {
      try {
        await work(record);
        return true;
      } catch (error) {
        tools.log.error(failed, error, { messageId: record.messageId });
        return false;
      }
    });
  return stack(tools, async ({ Records }) => {
    const again = await order(Records, isDone);
    return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });
};
