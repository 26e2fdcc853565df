/** Composes, once, what sending needs on every channel. */

import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createPrograms } from '../adapters/buckets/programs.ts';
import { createControlsStore } from '../adapters/dynamodb/controls.ts';
import { createCouponStore } from '../adapters/dynamodb/coupons.ts';
import { createLedger } from '../adapters/dynamodb/ledger.ts';
import { createProductStore } from '../adapters/dynamodb/products.ts';
import { createProfileStore } from '../adapters/dynamodb/profiles.ts';
import { createRateLimit } from '../adapters/dynamodb/rate-limit.ts';
import { createRecommendations } from '../adapters/dynamodb/recommendations.ts';
import { createLook } from '../adapters/dynamodb/situation.ts';
import { createSlots } from '../adapters/dynamodb/slots.ts';
import { createShopCodes } from '../adapters/outgoing/shop-codes.ts';
import { createQueues } from '../adapters/queues/queues.ts';
import { createSecrets } from '../adapters/secrets/secrets.ts';
import type { SendingEnv } from '../contract/environment.ts';
import type { Keys } from '../core/identity/keys.ts';
import type { Budget } from '../core/ports/budget.ts';
import type { CouponStore } from '../core/ports/coupon-store.ts';
import type { Ledger } from '../core/ports/ledger.ts';
import type { Look } from '../core/ports/look.ts';
import type { ProductStore } from '../core/ports/product-store.ts';
import type { ProfileStore } from '../core/ports/profile-store.ts';
import type { Programs } from '../core/ports/programs.ts';
import type { Queues } from '../core/ports/queues.ts';
import type { RateLimit } from '../core/ports/rate-limit.ts';
import type { Recommendations } from '../core/ports/recommendations.ts';
import type { Runtime } from '../core/ports/runtime.ts';
import type { Secrets } from '../core/ports/secrets.ts';
import type { ShopCodes } from '../core/ports/shop-codes.ts';
import type { Slots } from '../core/ports/slots.ts';
import {
  type ClientOptions,
  clientOptions,
  type RequestHandler,
  s3Client,
  secretsClient,
  sqsClient,
} from '../runtime/clients.ts';
import { dynamodbClient } from '../runtime/dynamodb-client.ts';
import { createLog, type Log } from '../runtime/log.ts';
import { type CountMetrics, createMetrics } from '../runtime/metrics.ts';
import type { ChannelParts } from './channel.ts';

export type SharedDeps = Readonly<{
  ledger: Ledger;
  look: Look;
  profiles: Pick<ProfileStore, 'readRecord'>;
  products: Pick<ProductStore, 'many'>;
  recommendations: Pick<Recommendations, 'suggest'>;
  programs: Pick<Programs, 'load'>;
  queues: Queues;
  keys: () => Promise<Keys>;
  slots: Slots;
  coupons: CouponStore;
  shopCodes: ShopCodes;
  rateLimit: RateLimit;
  runtime: Runtime;
  log: Log;
  metrics: CountMetrics;
  publicUrl: string;
  testReachesEveryone: boolean;
}>;

/** Only channels whose messages have a price have a `budget`. */
export type SendingDeps<Parcel> = SharedDeps & Readonly<{ channel: ChannelParts<Parcel>; budget?: Budget }>;

export type Clients = Readonly<{
  options: ClientOptions;
  dynamodb: DynamoDBDocumentClient;
  secrets: Secrets;
}>;

/** `outboxes` names the queue to which this function returns its messages. */
export const createSharedDeps = (
  env: SendingEnv,
  runtime: Runtime,
  outboxes: Readonly<{ outboxQueueUrl?: string; whatsappQueueUrl?: string }>,
  requestHandler?: RequestHandler,
): Readonly<{ shared: SharedDeps; clients: Clients }> => {
  const options = clientOptions(env, requestHandler);
  const dynamodb = dynamodbClient(options);
  const table = { client: dynamodb, tableName: env.TABLE_NAME };
  const s3 = s3Client(options);
  const sqs = sqsClient(options);
  const secrets = createSecrets({ client: secretsClient(options), now: runtime.now });
  const shared: SharedDeps = {
    ledger: createLedger(table),
    look: createLook(table),
    profiles: createProfileStore(table),
    products: createProductStore(table),
    recommendations: createRecommendations(table),
    programs: createPrograms({ s3, bucket: env.CONFIG_BUCKET, controls: createControlsStore(table) }),
    queues: createQueues({
      sqs,
      inputQueueUrl: env.INPUT_QUEUE_URL,
      ...outboxes,
    }),
    keys: () => secrets.keyVersions(env.KEYS_SECRET_ID),
    slots: createSlots(table),
    coupons: createCouponStore(table),
    shopCodes: createShopCodes({
      apiUrl: env.SHOP_API_URL,
      functionName: env.AWS_LAMBDA_FUNCTION_NAME,
      now: runtime.now,
      credentials: (maxAgeMs) => secrets.shopCredentials(env.SHOP_CREDENTIALS_ID, maxAgeMs),
    }),
    rateLimit: createRateLimit(table),
    runtime,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
    metrics: createMetrics(env.AWS_LAMBDA_FUNCTION_NAME),
    publicUrl: env.PUBLIC_URL,
    testReachesEveryone: env.TEST_REACHES === 'everyone',
  };
  return { shared, clients: { options, dynamodb, secrets } };
};
