/**
 * Finds profiles that are overdue, drives them again and reports them (I8). every five minutes → [this] →
 * inputs queue
 */

import { createRawBucket } from '../../adapters/buckets/raw-bucket.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import type { SweepEnv } from '../../contract/environment.ts';
import { METRICS } from '../../contract/routes.ts';
import { idOf } from '../../core/identity/identity.ts';
import { LIMITS } from '../../core/limits.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { WakeInput } from '../../core/state/input.ts';
import {
  clientOptions,
  dynamodbClient,
  type RequestHandler,
  s3Client,
  sqsClient,
} from '../../runtime/clients.ts';
import { createMetrics } from '../../runtime/metrics.ts';

type Overdue = Readonly<{ profileId: string; dueAt: number }>;

export const createSweep = (env: SweepEnv, { now }: Runtime, requestHandler?: RequestHandler) => {
  const options = clientOptions(env, requestHandler);
  const profiles = createProfileStore({ client: dynamodbClient(options), tableName: env.TABLE_NAME });
  const sqs = sqsClient(options);
  const queues = createQueues({
    sqs,
    inputQueueUrl: env.INPUT_QUEUE_URL,
    bucket: createRawBucket({ s3: s3Client(options), bucket: env.RAW_BUCKET }),
  });
  const metrics = createMetrics(env.AWS_LAMBDA_FUNCTION_NAME);
  return async (): Promise<Readonly<{ overdue: number }>> => {
    const at = now();
    const shards = Array.from({ length: LIMITS.dueShards }, (_, shard) =>
      profiles.overdue(shard, at - LIMITS.overdueMs, LIMITS.sweepPerShard),
    );
    const found = (await Promise.all(shards)).flat();
    await queues.sendInputs(found.map((overdue) => wake(overdue, at)));
    metrics.count(METRICS.overdue, found.length);
    metrics.seconds(
      METRICS.oldestOverdueSeconds,
      found.length === 0 ? 0 : Math.round((at - Math.min(...found.map(({ dueAt }) => dueAt))) / 1000),
    );
    metrics.publish();
    return { overdue: found.length };
  };
};

/** One wake per profile, overdue time and quarter of an hour: a sweep that runs twice wakes once. */
const wake = ({ profileId, dueAt }: Overdue, at: number): WakeInput => ({
  kind: 'wake',
  inputId: idOf('wake', profileId, dueAt, Math.floor(at / LIMITS.overdueMs)),
  profileId,
  receivedAt: at,
});
