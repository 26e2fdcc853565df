/** Composes, once, everything that privacy works with. */
import { createRawBucket } from '../../adapters/buckets/raw-bucket.ts';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createOnce } from '../../adapters/dynamodb/once.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { createShopErasures } from '../../adapters/dynamodb/shop-erasures.ts';
import { createShopNumbers } from '../../adapters/dynamodb/shop-numbers.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { PrivacyEnv } from '../../contract/environment.ts';
import type { Keys } from '../../core/identity/keys.ts';
import type { ControlsStore } from '../../core/ports/controls.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import type { Ledger } from '../../core/ports/ledger.ts';
import type { Once } from '../../core/ports/once.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { Queues } from '../../core/ports/queues.ts';
import type { RawBucket } from '../../core/ports/raw-bucket.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { ShopErasures } from '../../core/ports/shop-erasures.ts';
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

export type PrivacyDeps = Readonly<{
  profiles: ProfileStore;
  gateItems: GateItems;
  controls: Pick<ControlsStore, 'readShop'>;
  ledger: Pick<Ledger, 'read'>;
  queues: Pick<Queues, 'sendInputs'>;
  bucket: RawBucket;
  keys: () => Promise<Keys>;
  /** The keys that sign commands. */
  secrets: (maxAgeMs?: number) => Promise<readonly string[]>;
  once: Once;
  shopErasures: Pick<ShopErasures, 'decide' | 'list'>;
  shopNumbers: Pick<ShopNumbers, 'read'>;
  now: Runtime['now'];
  newToken: Runtime['newToken'];
  log: Log;
}>;

export const createDeps = (
  env: PrivacyEnv,
  { now, newToken }: Runtime,
  requestHandler?: RequestHandler,
): PrivacyDeps => {
  const options = clientOptions(env, requestHandler);
  const sqs = sqsClient(options);
  const bucket = createRawBucket({ s3: s3Client(options), bucket: env.RAW_BUCKET });
  const table = { client: dynamodbClient(options), tableName: env.TABLE_NAME };
  const secrets = createSecrets({ client: secretsClient(options), now });
  return {
    profiles: createProfileStore(table),
    gateItems: createGateItems(table),
    controls: createControlsStore(table),
    ledger: createLedger(table),
    queues: createQueues({ sqs, inputQueueUrl: env.INPUT_QUEUE_URL }),
    bucket,
    keys: () => secrets.keyVersions(env.KEYS_SECRET_ID),
    secrets: (maxAgeMs) => secrets.privacySecrets(env.PRIVACY_SECRETS_ID, maxAgeMs),
    once: createOnce(table),
    shopErasures: createShopErasures(table),
    shopNumbers: createShopNumbers(table, now),
    now,
    newToken,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
