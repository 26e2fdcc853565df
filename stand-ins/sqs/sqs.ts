/** Stand-in for SQS: the JSON protocol of the SDK in front of the queues, refusing what AWS refuses. */
import type { Faults } from '../faults.ts';
import type { Journal } from '../journal.ts';
import { arns, queueNameOf } from '../names.ts';
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
import { createQueues, type SqsControl } from './queues.ts';

export type SqsOptions = Readonly<{ now: () => number; journal: Journal; faults: Faults }>;

const CONTENT_TYPE = 'application/x-amz-json-1.0';

export const createSqs = ({
  now,
  journal,
  faults,
}: SqsOptions): { service: Service; control: SqsControl } => {
  const control = createQueues(now, journal);
  const operations = createSqsOperations(control, faults);

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

const inBody = jsonError('com.amazonaws.sqs', CONTENT_TYPE);

const refuse = (error: AwsError): WireAnswer => {
  const answer = inBody(error);
  if (error.name !== 'QueueDoesNotExist') return answer;
  return {
    ...answer,
    headers: { ...answer.headers, 'x-amzn-query-error': 'AWS.SimpleQueueService.NonExistentQueue;Sender' },
  };
};
