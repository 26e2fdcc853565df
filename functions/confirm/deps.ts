/** Everything confirm works with, composed once. */

import { createPrograms } from '../../adapters/buckets/programs.ts';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { createLook } from '../../adapters/dynamodb/situation.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { ConfirmEnv } from '../../contract/environment.ts';
import type { Keys } from '../../core/identity/keys.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Look } from '../../core/ports/look.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { Programs } from '../../core/ports/programs.ts';
import type { Queues } from '../../core/ports/queues.ts';
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

export type ConfirmDeps = Readonly<{
  look: Look;
  ledger: Pick<Ledger, 'read'>;
  profiles: Pick<ProfileStore, 'readRecord'>;
  programs: Programs;
  queues: Pick<Queues, 'sendInputs'>;
  keys: (maxAgeMs?: number) => Promise<Keys>;
  now: Runtime['now'];
  log: Log;
}>;

export const createDeps = (
  env: ConfirmEnv,
  { now }: Runtime,
  requestHandler?: RequestHandler,
): ConfirmDeps => {
  const options = clientOptions(env, requestHandler);
  const [dynamo, sqs, s3] = [dynamodbClient(options), sqsClient(options), s3Client(options)];
  const table = { client: dynamo, tableName: env.TABLE_NAME };
  const secrets = createSecrets({ client: secretsClient(options), now });
  return {
    look: createLook(table),
    ledger: createLedger(table),
    profiles: createProfileStore(table),
    programs: createPrograms({ s3, bucket: env.CONFIG_BUCKET, controls: createControlsStore(table) }),
    queues: createQueues({ sqs, inputQueueUrl: env.INPUT_QUEUE_URL }),
    keys: (maxAgeMs) => secrets.keyVersions(env.KEYS_SECRET_ID, maxAgeMs),
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
