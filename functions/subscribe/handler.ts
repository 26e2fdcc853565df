/**
 * The way in: a hosted sign-up page, and the address that forms are sent to. form → [this] → input queue →
 * advance → confirmation mail
 */

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createPrograms } from '../../adapters/buckets/programs.ts';
import { createRawBucket } from '../../adapters/buckets/raw-bucket.ts';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createRateLimit } from '../../adapters/dynamodb/rate-limit.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { SubscribeEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import {
  clientOptions,
  dynamodbClient,
  type RequestHandler,
  s3Client,
  secretsClient,
  sqsClient,
} from '../../runtime/clients.ts';
import { createLog } from '../../runtime/log.ts';
import { answer, asking } from './answer.ts';
import { attend, type Desk } from './sign-up.ts';

export const createSubscribe = (env: SubscribeEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const desk = createDesk(env, runtime, requestHandler);
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const who = asking(event);
    try {
      return answer(who, await attend(desk, event, who.language));
    } catch (error) {
      desk.log.failed('sign-up not taken', error);
      return answer(who, { kind: 'again' });
    }
  };
};

const createDesk = (env: SubscribeEnv, { now }: Runtime, requestHandler?: RequestHandler): Desk => {
  const options = clientOptions(env, requestHandler);
  const table = { client: dynamodbClient(options), tableName: env.TABLE_NAME };
  const s3 = s3Client(options);
  const sqs = sqsClient(options);
  const secrets = createSecrets({ client: secretsClient(options), now });
  return {
    programs: createPrograms({ s3, bucket: env.CONFIG_BUCKET, controls: createControlsStore(table) }),
    rateLimit: createRateLimit(table),
    queues: createQueues({
      sqs,
      inputQueueUrl: env.INPUT_QUEUE_URL,
      bucket: createRawBucket({ s3, bucket: env.RAW_BUCKET }),
    }),
    keys: () => secrets.keyVersions(env.KEYS_SECRET_ID),
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
