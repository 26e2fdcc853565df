/**
 * The way out: a page with a button, and the one-click POST of mail programs. mail → [this] → gate item →
 * input queue → advance
 */

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createRawBucket } from '../../adapters/buckets/raw-bucket.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { UnsubscribeEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { asAsked } from '../../doors/page-answer.ts';
import { pageLanguage } from '../../pages/language.ts';
import {
  clientOptions,
  dynamodbClient,
  type RequestHandler,
  s3Client,
  secretsClient,
  sqsClient,
} from '../../runtime/clients.ts';
import { createLog } from '../../runtime/log.ts';
import { type Leaving, leave } from './leave.ts';
import { page } from './page.ts';

export const createUnsubscribe = (env: UnsubscribeEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const leaving = createLeaving(env, runtime, requestHandler);
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const language = pageLanguage(event.queryStringParameters?.l, event.headers['accept-language']);
    try {
      return asAsked(event, page(language, await leave(leaving, event)));
    } catch (error) {
      leaving.log.failed('unsubscribe not finished', error);
      return page(language, { state: 'again' });
    }
  };
};

const createLeaving = (env: UnsubscribeEnv, { now }: Runtime, requestHandler?: RequestHandler): Leaving => {
  const options = clientOptions(env, requestHandler);
  const sqs = sqsClient(options);
  const s3 = s3Client(options);
  const secrets = createSecrets({ client: secretsClient(options), now });
  return {
    gateItems: createGateItems({ client: dynamodbClient(options), tableName: env.TABLE_NAME }),
    queues: createQueues({
      sqs,
      inputQueueUrl: env.INPUT_QUEUE_URL,
      bucket: createRawBucket({ s3, bucket: env.RAW_BUCKET }),
    }),
    keys: (maxAgeMs) => secrets.keyVersions(env.KEYS_SECRET_ID, maxAgeMs),
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
