/** Composes, once, everything that import-history works with. */
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createImportMarks } from '../../adapters/dynamodb/import-marks.ts';
import { createShopNumbers } from '../../adapters/dynamodb/shop-numbers.ts';
import { createImportBucket } from '../../adapters/feeds/import-bucket.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { ImportHistoryEnv } from '../../contract/environment.ts';
import type { Keys } from '../../core/identity/keys.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import type { ImportFiles } from '../../core/ports/import-files.ts';
import type { ImportMarks } from '../../core/ports/import-marks.ts';
import type { Queues } from '../../core/ports/queues.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { ShopNumbers } from '../../core/ports/shop-numbers.ts';
import {
  clientOptions,
  type RequestHandler,
  s3Client,
  secretsClient,
  sqsClient,
} from '../../runtime/clients.ts';
import { dynamodbClient } from '../../runtime/dynamodb-client.ts';
import { createLog, type Log } from '../../runtime/log.ts';

export type ImportHistoryDeps = Readonly<{
  files: ImportFiles;
  marks: ImportMarks;
  shopNumbers: Pick<ShopNumbers, 'read'>;
  gateItems: Pick<GateItems, 'stopMarketing' | 'stopAll'>;
  queues: Pick<Queues, 'sendInputs' | 'waitingInputs'>;
  keys: () => Promise<Keys>;
  /** Waits while the queue is full. */
  pause: (ms: number) => Promise<void>;
  now: Runtime['now'];
  log: Log;
}>;

export const createDeps = (
  env: ImportHistoryEnv,
  { now }: Runtime,
  requestHandler?: RequestHandler,
): ImportHistoryDeps => {
  const options = clientOptions(env, requestHandler);
  const table = { tableName: env.TABLE_NAME, client: dynamodbClient(options) };
  const secrets = createSecrets({ client: secretsClient(options), now });
  return {
    files: createImportBucket({ s3: s3Client(options), bucket: env.CONFIG_BUCKET }),
    marks: createImportMarks(table),
    shopNumbers: createShopNumbers(table, now),
    gateItems: createGateItems(table),
    queues: createQueues({ sqs: sqsClient(options), inputQueueUrl: env.INPUT_QUEUE_URL }),
    keys: () => secrets.keyVersions(env.KEYS_SECRET_ID),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
