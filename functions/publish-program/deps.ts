/** Composes, once, everything that publish-program works with. */
import { createConfigBucket } from '../../adapters/buckets/config-bucket.ts';
import { createPrograms } from '../../adapters/buckets/programs.ts';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createCouponLists } from '../../adapters/dynamodb/coupon-lists.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import type { PublishProgramEnv } from '../../contract/environment.ts';
import type { ContentFolder } from '../../core/ports/content-folder.ts';
import type { ControlsStore } from '../../core/ports/controls.ts';
import type { CouponLists } from '../../core/ports/coupon-store.ts';
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { Programs } from '../../core/ports/programs.ts';
import type { Queues } from '../../core/ports/queues.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { clientOptions, type RequestHandler, s3Client, sqsClient } from '../../runtime/clients.ts';
import { dynamodbClient } from '../../runtime/dynamodb-client.ts';
import { createLog, type Log } from '../../runtime/log.ts';

export type PublishProgramDeps = Readonly<{
  folder: ContentFolder;
  controls: ControlsStore;
  programs: Pick<Programs, 'load' | 'store'>;
  waiting: ProfileStore['waiting'];
  queues: Pick<Queues, 'sendInputs'>;
  couponLists: CouponLists;
  now: Runtime['now'];
  log: Log;
}>;

export const createDeps = (
  env: PublishProgramEnv,
  { now }: Runtime,
  requestHandler?: RequestHandler,
): PublishProgramDeps => {
  const options = clientOptions(env, requestHandler);
  const [dynamo, s3] = [dynamodbClient(options), s3Client(options)];
  const table = { tableName: env.TABLE_NAME, client: dynamo };
  return {
    folder: createConfigBucket({ s3, bucket: env.CONFIG_BUCKET }),
    controls: createControlsStore(table),
    programs: createPrograms({ s3, bucket: env.CONFIG_BUCKET, controls: createControlsStore(table) }),
    waiting: createProfileStore(table).waiting,
    queues: createQueues({ sqs: sqsClient(options), inputQueueUrl: env.INPUT_QUEUE_URL }),
    couponLists: createCouponLists(table),
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
