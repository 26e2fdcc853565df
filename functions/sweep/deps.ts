/** Composes, once, everything that sweep works with. */
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import type { SweepEnv } from '../../contract/environment.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { Queues } from '../../core/ports/queues.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { clientOptions, type RequestHandler, sqsClient } from '../../runtime/clients.ts';
import { dynamodbClient } from '../../runtime/dynamodb-client.ts';
import { createLog, type Log } from '../../runtime/log.ts';
import { type CountMetrics, createMetrics } from '../../runtime/metrics.ts';

export type SweepDeps = Readonly<{
  profiles: Pick<ProfileStore, 'overdue'>;
  queues: Pick<Queues, 'sendInputs'>;
  now: Runtime['now'];
  log: Log;
  metrics: CountMetrics;
}>;

export const createDeps = (env: SweepEnv, { now }: Runtime, requestHandler?: RequestHandler): SweepDeps => {
  const options = clientOptions(env, requestHandler);
  const sqs = sqsClient(options);
  return {
    profiles: createProfileStore({ client: dynamodbClient(options), tableName: env.TABLE_NAME }),
    queues: createQueues({ sqs, inputQueueUrl: env.INPUT_QUEUE_URL }),
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
    metrics: createMetrics(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
