/** Composes, once, what accepting a platform's payload needs, at the door and when a payload is replayed. */
import { createQuarantine } from '../adapters/buckets/quarantine.ts';
import { createRawBucket } from '../adapters/buckets/raw-bucket.ts';
import { createBudget } from '../adapters/dynamodb/budget.ts';
import { createGateItems } from '../adapters/dynamodb/gate-items.ts';
import { createLedger } from '../adapters/dynamodb/ledger.ts';
import { createOnce } from '../adapters/dynamodb/once.ts';
import { createProfileStore } from '../adapters/dynamodb/profiles.ts';
import { createShopNumbers } from '../adapters/dynamodb/shop-numbers.ts';
import { createWhatsappIds } from '../adapters/dynamodb/whatsapp-ids.ts';
import { createQueues } from '../adapters/queues/queues.ts';
import { createSecrets } from '../adapters/secrets/secrets.ts';
import type {
  FetchDetailsEnv,
  ReceiveWebhookEnv,
  ReconcileEnv,
  ReplayQuarantineEnv,
} from '../contract/environment.ts';
import type { Quarantine } from '../core/ports/quarantine.ts';
import type { Queues } from '../core/ports/queues.ts';
import type { Runtime } from '../core/ports/runtime.ts';
import type { ShopNumbers } from '../core/ports/shop-numbers.ts';
import { present } from '../core/present.ts';
import {
  clientOptions,
  onlyOnce,
  type RequestHandler,
  s3Client,
  secretsClient,
  sqsClient,
} from '../runtime/clients.ts';
import { dynamodbClient } from '../runtime/dynamodb-client.ts';
import { createLog, type Log } from '../runtime/log.ts';
import type { ActDeps } from './acts.ts';
import type { ErasingDeps } from './erasing.ts';
import type { OnceDeps } from './once.ts';

export type IntakeDeps = ActDeps &
  ErasingDeps &
  OnceDeps &
  Readonly<{
    queues: Pick<Queues, 'sendInputs' | 'sendNotice'>;
    /** True where notices of shops can be sent to whoever asks the shops. */
    asksShops: boolean;
    quarantine: Quarantine;
    shopNumbers: ShopNumbers;
    log: Log;
  }>;

/** Also returns the secrets, for a door that checks signatures. */
export const createIntakeDeps = (
  env: ReceiveWebhookEnv | ReplayQuarantineEnv | ReconcileEnv | FetchDetailsEnv,
  { now }: Runtime,
  requestHandler?: RequestHandler,
) => {
  const options = clientOptions(env, requestHandler);
  const bucket = createRawBucket({ s3: s3Client(options), bucket: env.RAW_BUCKET });
  const table = { client: dynamodbClient(options), tableName: env.TABLE_NAME };
  const secrets = createSecrets({ client: secretsClient(options), now });
  const noticeQueueUrl = ('NOTICE_QUEUE_URL' in env && env.NOTICE_QUEUE_URL) || undefined;
  const intake: IntakeDeps = {
    keys: () => secrets.keyVersions(env.KEYS_SECRET_ID),
    gateItems: createGateItems(table),
    ledger: createLedger(table),
    profiles: createProfileStore(table),
    whatsappIds: createWhatsappIds(table),
    once: createOnce(table),
    budget: createBudget({ ...table, once: dynamodbClient(onlyOnce(options)) }),
    queues: createQueues({
      sqs: sqsClient(options),
      inputQueueUrl: env.INPUT_QUEUE_URL,
      bucket,
      ...present({ noticeQueueUrl }),
    }),
    asksShops: noticeQueueUrl !== undefined,
    quarantine: createQuarantine(bucket),
    shopNumbers: createShopNumbers(table, now),
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
  return { intake, secrets };
};
