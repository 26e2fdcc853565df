/** Everything advance works with, composed once. */

import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { createPrograms } from '../../adapters/buckets/programs.ts';
import { createRawBucket } from '../../adapters/buckets/raw-bucket.ts';
import { createHolds, type Holds } from '../../adapters/dynamodb/holds.ts';
import { createProductStore } from '../../adapters/dynamodb/products.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { createDeadLetters } from '../../adapters/queues/dead-letters.ts';
import { createInputReader, createQueues } from '../../adapters/queues/queues.ts';
import { createTimers } from '../../adapters/queues/timers.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { AdvanceEnv } from '../../contract/environment.ts';
import type { ProductStore } from '../../core/ports/product-store.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { Programs } from '../../core/ports/programs.ts';
import type { Queues } from '../../core/ports/queues.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { Timers } from '../../core/ports/timers.ts';
import type { Input } from '../../core/state/input.ts';
import {
  clientOptions,
  dynamodbClient,
  type RequestHandler,
  s3Client,
  secretsClient,
  sqsClient,
} from '../../runtime/clients.ts';
import { createPrivacyDeps, type PrivacyDeps } from './privacy-effects.ts';

export type AdvanceDeps = PrivacyDeps &
  Readonly<{
    readInput: (body: string) => Promise<Input>;
    profiles: ProfileStore;
    products: ProductStore;
    holds: Holds;
    /** As it came, under another deduplication id. */
    putBack: (body: string, address: Readonly<{ group: string; deduplicationId: string }>) => Promise<void>;
    programs: Programs;
    queues: Queues;
    timers: Timers;
    now: Runtime['now'];
    testReachesEveryone: boolean;
  }>;

export const createDeps = (
  env: AdvanceEnv,
  { now }: Runtime,
  requestHandler?: RequestHandler,
): AdvanceDeps => {
  const options = clientOptions(env, requestHandler);
  const dynamodb = dynamodbClient(options);
  const s3 = s3Client(options);
  const sqs = sqsClient(options);
  const table = { client: dynamodb, tableName: env.TABLE_NAME };
  const secrets = createSecrets({ client: secretsClient(options), now });
  const [profiles, products] = [createProfileStore(table), createProductStore(table)];
  const privacy = createPrivacyDeps({
    table,
    profiles,
    products,
    rawBucket: createRawBucket({ s3, bucket: env.RAW_BUCKET }),
    keys: () => secrets.keyVersions(env.KEYS_SECRET_ID),
  });
  return {
    ...privacy,
    readInput: createInputReader({ s3, rawBucket: env.RAW_BUCKET }),
    profiles,
    products,
    holds: createHolds(table),
    putBack: (body, address) => createDeadLetters({ sqs }).send(env.INPUT_QUEUE_URL, body, address),
    programs: createPrograms({ dynamo: dynamodb, s3, tableName: env.TABLE_NAME, bucket: env.CONFIG_BUCKET }),
    queues: createQueues({
      sqs,
      s3,
      inputQueueUrl: env.INPUT_QUEUE_URL,
      outboxQueueUrl: env.OUTBOX_QUEUE_URL,
      whatsappQueueUrl: env.WHATSAPP_OUTBOX_URL,
      rawBucket: env.RAW_BUCKET,
    }),
    timers: createTimers({
      client: new SchedulerClient(options),
      group: env.SCHEDULE_GROUP,
      roleArn: env.SCHEDULE_ROLE_ARN,
      queueArn: env.INPUT_QUEUE_ARN,
      deadLetterArn: env.SCHEDULE_DLQ_ARN,
    }),
    now,
    testReachesEveryone: env.TEST_REACHES === 'everyone',
  };
};
