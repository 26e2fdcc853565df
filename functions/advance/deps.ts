/** Everything advance works with, composed once. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { RequestHandler } from '../../adapters/aws-config.ts';
import { createProductStore } from '../../adapters/products.ts';
import { createProfileStore } from '../../adapters/profiles.ts';
import { createPrograms } from '../../adapters/programs.ts';
import { createInputReader, createQueues } from '../../adapters/queues.ts';
import { createTimers } from '../../adapters/timers.ts';
import type { AdvanceEnv } from '../../contract/environment.ts';
import type { Input } from '../../core/input.ts';
import type { ProductStore, ProfileStore, Programs, Queues, Runtime, Timers } from '../../core/ports.ts';

export type AdvanceDeps = Readonly<{
  readInput: (body: string) => Promise<Input>;
  profiles: ProfileStore;
  products: ProductStore;
  programs: Programs;
  queues: Queues;
  timers: Timers;
  now: Runtime['now'];
  testReachesEveryone: boolean;
}>;

export const createDeps = (env: AdvanceEnv, { now }: Runtime, requestHandler?: RequestHandler): AdvanceDeps => {
  const config = { userAgentAppId: env.AWS_LAMBDA_FUNCTION_NAME, ...(requestHandler ? { requestHandler } : {}) };
  const dynamodb = new DynamoDBClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  return {
    readInput: createInputReader({ s3, rawBucket: env.RAW_BUCKET }),
    profiles: createProfileStore({ client: dynamodb, tableName: env.TABLE_NAME }),
    products: createProductStore({ client: dynamodb, tableName: env.TABLE_NAME }),
    programs: createPrograms({ dynamo: dynamodb, s3, tableName: env.TABLE_NAME, bucket: env.CONFIG_BUCKET }),
    queues: createQueues({ sqs, s3, inputQueueUrl: env.INPUT_QUEUE_URL, outboxQueueUrl: env.OUTBOX_QUEUE_URL, rawBucket: env.RAW_BUCKET }),
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
