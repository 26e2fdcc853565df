/** Everything advance works with, composed once. */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
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
import { present } from '../../core/present.ts';
import type { Input } from '../../core/state/input.ts';
import type { RequestHandler } from '../../runtime/aws-config.ts';
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
  const config = present({
    userAgentAppId: env.AWS_LAMBDA_FUNCTION_NAME,
    requestHandler: requestHandler ? requestHandler : undefined,
  });
  const dynamodb = new DynamoDBClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  const table = { client: dynamodb, tableName: env.TABLE_NAME };
  const secrets = createSecrets({ client: new SecretsManagerClient(config), now });
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
      client: new SchedulerClient(config),
      group: env.SCHEDULE_GROUP,
      roleArn: env.SCHEDULE_ROLE_ARN,
      queueArn: env.INPUT_QUEUE_ARN,
      deadLetterArn: env.SCHEDULE_DLQ_ARN,
    }),
    now,
    testReachesEveryone: env.TEST_REACHES === 'everyone',
  };
};
