/** Composes, once, everything that call-webhook works with. */
import { createPrograms } from '../../adapters/buckets/programs.ts';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { createRateLimit } from '../../adapters/dynamodb/rate-limit.ts';
import { createWebhookCall } from '../../adapters/outgoing/webhook-call.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { CallWebhookEnv } from '../../contract/environment.ts';
import type { ControlsStore } from '../../core/ports/controls.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { Programs } from '../../core/ports/programs.ts';
import type { Queues } from '../../core/ports/queues.ts';
import type { RateLimit } from '../../core/ports/rate-limit.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { CallWebhook } from '../../core/ports/webhook-calls.ts';
import {
  clientOptions,
  type RequestHandler,
  s3Client,
  secretsClient,
  sqsClient,
} from '../../runtime/clients.ts';
import { dynamodbClient } from '../../runtime/dynamodb-client.ts';
import { createLog, type Log } from '../../runtime/log.ts';
import { type CountMetrics, createMetrics } from '../../runtime/metrics.ts';

export type CallDeps = Readonly<{
  call: CallWebhook;
  profiles: Pick<ProfileStore, 'follow'>;
  controls: Pick<ControlsStore, 'read'>;
  programs: Pick<Programs, 'load'>;
  rateLimit: RateLimit;
  queues: Pick<Queues, 'sendInputs' | 'sendCall'>;
  now: Runtime['now'];
  log: Log;
  metrics: CountMetrics;
  testReachesEveryone: boolean;
}>;

export const createDeps = (
  env: CallWebhookEnv,
  { now }: Runtime,
  requestHandler?: RequestHandler,
): CallDeps => {
  const options = clientOptions(env, requestHandler);
  const table = { client: dynamodbClient(options), tableName: env.TABLE_NAME };
  const controls = createControlsStore(table);
  const secrets = createSecrets({ client: secretsClient(options), now });
  return {
    call: createWebhookCall({
      callUrl: env.CALL_URL,
      functionName: env.AWS_LAMBDA_FUNCTION_NAME,
      now,
      keys: () => secrets.callSecrets(env.CALL_SECRETS_ID),
    }),
    profiles: createProfileStore(table),
    controls,
    programs: createPrograms({ s3: s3Client(options), bucket: env.CONFIG_BUCKET, controls }),
    rateLimit: createRateLimit(table),
    queues: createQueues({
      sqs: sqsClient(options),
      inputQueueUrl: env.INPUT_QUEUE_URL,
      callQueueUrl: env.CALL_QUEUE_URL,
    }),
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
    metrics: createMetrics(env.AWS_LAMBDA_FUNCTION_NAME),
    testReachesEveryone: env.TEST_REACHES === 'everyone',
  };
};
