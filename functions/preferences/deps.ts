/** Everything preferences works with, composed once. */

import { createPrograms } from '../../adapters/buckets/programs.ts';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createLook } from '../../adapters/dynamodb/situation.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { PreferencesEnv } from '../../contract/environment.ts';
import type { Keys } from '../../core/identity/keys.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import type { Look } from '../../core/ports/look.ts';
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

export type PreferencesDeps = Readonly<{
  look: Look;
  gateItems: GateItems;
  programs: Programs;
  queues: Pick<Queues, 'sendInputs'>;
  keys: (maxAgeMs?: number) => Promise<Keys>;
  now: Runtime['now'];
  newToken: Runtime['newToken'];
  log: Log;
}>;

export const createDeps = (
  env: PreferencesEnv,
  { now, newToken }: Runtime,
  requestHandler?: RequestHandler,
): PreferencesDeps => {
  const options = clientOptions(env, requestHandler);
  const [dynamo, sqs, s3] = [dynamodbClient(options), sqsClient(options), s3Client(options)];
  const table = { client: dynamo, tableName: env.TABLE_NAME };
  const secrets = createSecrets({ client: secretsClient(options), now });
  return {
    look: createLook(table),
    gateItems: createGateItems(table),
    programs: createPrograms({ s3, bucket: env.CONFIG_BUCKET, controls: createControlsStore(table) }),
    queues: createQueues({ sqs, inputQueueUrl: env.INPUT_QUEUE_URL }),
    keys: (maxAgeMs) => secrets.keyVersions(env.KEYS_SECRET_ID, maxAgeMs),
    now,
    newToken,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
