/**
 * Customers' rights by signed command: export, erase, suppress. operator → [this] → gate items, input queue,
 * or the answer itself
 */

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createRawBucket } from '../../adapters/buckets/raw-bucket.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { PrivacyEnv } from '../../contract/environment.ts';
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
import { unavailable } from './answer.ts';
import type { Office } from './office.ts';
import { readRequest } from './request.ts';
import { serve } from './serve.ts';

export const createPrivacy = (env: PrivacyEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const office = createOffice(env, runtime, requestHandler);
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    try {
      const { request, refused } = await readRequest(office, event);
      return request ? await serve(office, request) : refused;
    } catch (error) {
      office.log.failed('privacy command not finished', error);
      return unavailable;
    }
  };
};

const createOffice = (
  env: PrivacyEnv,
  { now, newToken }: Runtime,
  requestHandler?: RequestHandler,
): Office => {
  const options = clientOptions(env, requestHandler);
  const s3 = s3Client(options);
  const bucket = createRawBucket({ s3, bucket: env.RAW_BUCKET });
  const sqs = sqsClient(options);
  const secrets = createSecrets({ client: secretsClient(options), now });
  const table = { client: dynamodbClient(options), tableName: env.TABLE_NAME };
  const profiles = createProfileStore(table);
  const keys = () => secrets.keyVersions(env.KEYS_SECRET_ID);
  return {
    profiles,
    gateItems: createGateItems(table),
    ledger: createLedger(table),
    queues: createQueues({ sqs, inputQueueUrl: env.INPUT_QUEUE_URL, bucket }),
    bucket,
    keys,
    secrets: (maxAgeMs) => secrets.webhookSecrets(env.WEBHOOK_SECRETS_ID, maxAgeMs),
    now,
    newToken,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
