/** Everything subscribe works with, composed once. */

import { createPrograms } from '../../adapters/buckets/programs.ts';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createRateLimit } from '../../adapters/dynamodb/rate-limit.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { SubscribeEnv } from '../../contract/environment.ts';
import type { Keys } from '../../core/identity/keys.ts';
import type { Programs } from '../../core/ports/programs.ts';
import type { Queues } from '../../core/ports/queues.ts';
import type { RateLimit } from '../../core/ports/rate-limit.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import {
  clientOptions,
  dynamodbClient,
  type RequestHandler,
  s3Client,
  secretsClient,
  sqsClient,
} from '../../runtime/clients.ts';
import { createLog, type Log } from '../../runtime/log.ts';

export type SubscribeDeps = Readonly<{
  programs: Programs;
  rateLimit: RateLimit;
  queues: Pick<Queues, 'sendInputs'>;
  keys: () => Promise<Keys>;
  now: Runtime['now'];
  log: Log;
}>;

export const createDeps = (
  env: SubscribeEnv,
  { now }: Runtime,
  requestHandler?: RequestHandler,
): SubscribeDeps => {
  const options = clientOptions(env, requestHandler);
  const [dynamo, sqs, s3] = [dynamodbClient(options), sqsClient(options), s3Client(options)];
  const table = { client: dynamo, tableName: env.TABLE_NAME };
  const secrets = createSecrets({ client: secretsClient(options), now });
  return {
    programs: createPrograms({ s3, bucket: env.CONFIG_BUCKET, controls: createControlsStore(table) }),
    rateLimit: createRateLimit(table),
    queues: createQueues({ sqs, inputQueueUrl: env.INPUT_QUEUE_URL }),
    keys: () => secrets.keyVersions(env.KEYS_SECRET_ID),
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
