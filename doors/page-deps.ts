/** Composes, once, what the doors behind a form or a mailed link share. */
import { createPrograms } from '../adapters/buckets/programs.ts';
import { createControlsStore } from '../adapters/dynamodb/controls.ts';
import { createQueues } from '../adapters/queues/queues.ts';
import { createSecrets } from '../adapters/secrets/secrets.ts';
import type { ConfirmEnv, PreferencesEnv, SubscribeEnv } from '../contract/environment.ts';
import type { Keys } from '../core/identity/keys.ts';
import type { ControlsStore } from '../core/ports/controls.ts';
import type { Programs } from '../core/ports/programs.ts';
import type { Queues } from '../core/ports/queues.ts';
import type { Runtime } from '../core/ports/runtime.ts';
import {
  clientOptions,
  type RequestHandler,
  s3Client,
  secretsClient,
  sqsClient,
} from '../runtime/clients.ts';
import { dynamodbClient } from '../runtime/dynamodb-client.ts';
import { createLog, type Log } from '../runtime/log.ts';

export type PageDeps = Runtime &
  Readonly<{
    programs: Programs;
    controls: Pick<ControlsStore, 'readShop'>;
    queues: Pick<Queues, 'sendInputs'>;
    /** `maxAgeMs` asks for a younger copy than the cached one. */
    keys: (maxAgeMs?: number) => Promise<Keys>;
    log: Log;
  }>;

/** Also returns the table's client, for what a page stores there itself, and the secrets. */
export const createPageDeps = (
  env: ConfirmEnv | PreferencesEnv | SubscribeEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
) => {
  const options = clientOptions(env, requestHandler);
  const table = { client: dynamodbClient(options), tableName: env.TABLE_NAME };
  const controls = createControlsStore(table);
  const secrets = createSecrets({ client: secretsClient(options), now: runtime.now });
  const page: PageDeps = {
    ...runtime,
    programs: createPrograms({ s3: s3Client(options), bucket: env.CONFIG_BUCKET, controls }),
    controls,
    queues: createQueues({ sqs: sqsClient(options), inputQueueUrl: env.INPUT_QUEUE_URL }),
    keys: (maxAgeMs) => secrets.keyVersions(env.KEYS_SECRET_ID, maxAgeMs),
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
  return { page, table, secrets };
};
