/** Composes, once, everything that import-catalogue works with. */
import { createProductStore } from '../../adapters/dynamodb/products.ts';
import { createFeedBucket } from '../../adapters/feeds/feed-bucket.ts';
import type { ImportCatalogueEnv } from '../../contract/environment.ts';
import type { FeedSource } from '../../core/ports/feed-source.ts';
import type { ProductStore } from '../../core/ports/product-store.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { clientOptions, type RequestHandler, s3Client } from '../../runtime/clients.ts';
import { dynamodbClient } from '../../runtime/dynamodb-client.ts';
import { createLog, type Log } from '../../runtime/log.ts';

export type ImportCatalogueDeps = Readonly<{
  feeds: FeedSource;
  products: Pick<ProductStore, 'load' | 'loadAll' | 'save'>;
  now: Runtime['now'];
  log: Log;
}>;

export const createDeps = (
  env: ImportCatalogueEnv,
  { now }: Runtime,
  requestHandler?: RequestHandler,
): ImportCatalogueDeps => {
  const options = clientOptions(env, requestHandler);
  return {
    feeds: createFeedBucket({ s3: s3Client(options), bucket: env.CONFIG_BUCKET }),
    products: createProductStore({ tableName: env.TABLE_NAME, client: dynamodbClient(options) }),
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
