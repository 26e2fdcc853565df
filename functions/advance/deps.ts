/** Everything advance works with, composed once. */

import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { createPrograms } from '../../adapters/buckets/programs.ts';
import { createRawBucket } from '../../adapters/buckets/raw-bucket.ts';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createHolds } from '../../adapters/dynamodb/holds.ts';
import { createProductStore } from '../../adapters/dynamodb/products.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { createDeadLetters } from '../../adapters/queues/dead-letters.ts';
import { createInputReader, createQueues } from '../../adapters/queues/queues.ts';
import { createTimers } from '../../adapters/queues/timers.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { AdvanceEnv } from '../../contract/environment.ts';
import type { Holds } from '../../core/ports/holds.ts';
import type { ProductStore } from '../../core/ports/product-store.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { Programs } from '../../core/ports/programs.ts';
import type { Queues, ReadInput } from '../../core/ports/queues.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { Timers } from '../../core/ports/timers.ts';
import {
  clientOptions,
  dynamodbClient,
  type RequestHandler,
  s3Client,
  secretsClient,
  sqsClient,
} from '../../runtime/clients.ts';
import { correlationId } from '../../runtime/correlation.ts';
import { createLog, type Log } from '../../runtime/log.ts';
import { createPrivacyDeps, type PrivacyDeps } from './privacy-effects.ts';

export type AdvanceDeps = PrivacyDeps &
  Readonly<{
    readInput: ReadInput;
    profiles: ProfileStore;
    products: ProductStore;
    holds: Holds;
    /** As it came, under another deduplication id. */
    putBack: (body: string, address: Readonly<{ group: string; deduplicationId: string }>) => Promise<void>;
    programs: Programs;
    queues: Queues;
    timers: Timers;
    now: Runtime['now'];
    log: Log;
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
  const bucket = createRawBucket({ s3, bucket: env.RAW_BUCKET });
  const sqs = sqsClient(options);
  const table = { client: dynamodb, tableName: env.TABLE_NAME };
  const secrets = createSecrets({ client: secretsClient(options), now });
  const [profiles, products] = [createProfileStore(table), createProductStore(table)];
  const privacy = createPrivacyDeps({
    table,
    profiles,
    products,
    rawBucket: bucket,
    keys: () => secrets.keyVersions(env.KEYS_SECRET_ID),
  });
  return {
    ...privacy,
    readInput: createInputReader(bucket),
    profiles,
    products,
    holds: createHolds(table),
    putBack: (body, address) => createDeadLetters({ sqs }).send(env.INPUT_QUEUE_URL, body, address),
    programs: createPrograms({ s3, bucket: env.CONFIG_BUCKET, controls: createControlsStore(table) }),
    queues: createQueues({
      sqs,
      inputQueueUrl: env.INPUT_QUEUE_URL,
      outboxQueueUrl: env.OUTBOX_QUEUE_URL,
      whatsappQueueUrl: env.WHATSAPP_OUTBOX_URL,
      bucket,
    }),
    timers: createTimers({
      client: new SchedulerClient(options),
      group: env.SCHEDULE_GROUP,
      roleArn: env.SCHEDULE_ROLE_ARN,
      queueArn: env.INPUT_QUEUE_ARN,
      deadLetterArn: env.SCHEDULE_DLQ_ARN,
      correlationId,
    }),
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
    testReachesEveryone: env.TEST_REACHES === 'everyone',
  };
};
