/** Composes, once, everything that import-catalogue works with. */
import { createPrograms } from '../../adapters/buckets/programs.ts';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createProductStore } from '../../adapters/dynamodb/products.ts';
import { createFeedBucket } from '../../adapters/feeds/feed-bucket.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import type { ImportCatalogueEnv } from '../../contract/environment.ts';
import type { FeedSource } from '../../core/ports/feed-source.ts';
import type { ProductStore } from '../../core/ports/product-store.ts';
import type { Queues } from '../../core/ports/queues.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { Program } from '../../core/program/program.ts';
import { clientOptions, type RequestHandler, s3Client, sqsClient } from '../../runtime/clients.ts';
import { dynamodbClient } from '../../runtime/dynamodb-client.ts';
import { createLog, type Log } from '../../runtime/log.ts';

export type ImportCatalogueDeps = Readonly<{
  feeds: FeedSource;
  products: Pick<ProductStore, 'load' | 'loadAll' | 'save'>;
  queues: Pick<Queues, 'sendInputs'>;
  /** The program that is live; undefined before the first publish. */
  live: () => Promise<Program | undefined>;
  now: Runtime['now'];
  log: Log;
}>;

export const createDeps = (
  env: ImportCatalogueEnv,
  { now }: Runtime,
  requestHandler?: RequestHandler,
): ImportCatalogueDeps => {
  const options = clientOptions(env, requestHandler);
  const [s3, bucket] = [s3Client(options), env.CONFIG_BUCKET];
  const table = { tableName: env.TABLE_NAME, client: dynamodbClient(options) };
  const controls = createControlsStore(table);
  const programs = createPrograms({ s3, bucket, controls });
  return {
    feeds: createFeedBucket({ s3, bucket }),
    products: createProductStore(table),
    queues: createQueues({ sqs: sqsClient(options), inputQueueUrl: env.INPUT_QUEUE_URL }),
    live: async () => {
      const current = await controls.read();
      return current && programs.load(current.seq);
    },
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
