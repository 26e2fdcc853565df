/**
 * The preference centre: what we may send, on which channel, how often, or not for a while. mail → [this] →
 * gate items → input queue → advance
 */

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createPrograms } from '../../adapters/buckets/programs.ts';
import { createRawBucket } from '../../adapters/buckets/raw-bucket.ts';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createLook } from '../../adapters/dynamodb/situation.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { PreferencesEnv } from '../../contract/environment.ts';
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
import { answer } from './answer.ts';
import { attend, type Centre } from './attend.ts';

export const createPreferences = (env: PreferencesEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const centre = createCentre(env, runtime, requestHandler);
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    try {
      return answer(event, await attend(centre, event));
    } catch (error) {
      centre.log.failed('preferences not shown or not kept', error);
      return answer(event, 'again');
    }
  };
};

const createCentre = (
  env: PreferencesEnv,
  { now, newToken }: Runtime,
  requestHandler?: RequestHandler,
): Centre => {
  const options = clientOptions(env, requestHandler);
  const dynamo = dynamodbClient(options);
  const table = { client: dynamo, tableName: env.TABLE_NAME };
  const s3 = s3Client(options);
  const sqs = sqsClient(options);
  const secrets = createSecrets({ client: secretsClient(options), now });
  return {
    look: createLook(table),
    gateItems: createGateItems(table),
    programs: createPrograms({ s3, bucket: env.CONFIG_BUCKET, controls: createControlsStore(table) }),
    queues: createQueues({
      sqs,
      inputQueueUrl: env.INPUT_QUEUE_URL,
      bucket: createRawBucket({ s3, bucket: env.RAW_BUCKET }),
    }),
    keys: (maxAgeMs) => secrets.keyVersions(env.KEYS_SECRET_ID, maxAgeMs),
    now,
    newToken,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
