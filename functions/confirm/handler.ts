/**
 * The second step of the double opt-in: a page with a button, and what the button does. mail → [this] → input
 * queue → advance
 */

import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createPrograms } from '../../adapters/buckets/programs.ts';
import { createRawBucket } from '../../adapters/buckets/raw-bucket.ts';
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { createLook } from '../../adapters/dynamodb/situation.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { ConfirmEnv } from '../../contract/environment.ts';
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
import { type Confirming, confirm } from './confirm.ts';

export const createConfirm = (env: ConfirmEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const confirming = createConfirming(env, runtime, requestHandler);
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    try {
      return answer(event, await confirm(confirming, event));
    } catch (error) {
      confirming.log.failed('confirmation not taken', error);
      return answer(event, { state: 'again', shop: '' });
    }
  };
};

const createConfirming = (env: ConfirmEnv, { now }: Runtime, requestHandler?: RequestHandler): Confirming => {
  const options = clientOptions(env, requestHandler);
  const dynamo = dynamodbClient(options);
  const table = { client: dynamo, tableName: env.TABLE_NAME };
  const s3 = s3Client(options);
  const sqs = sqsClient(options);
  const secrets = createSecrets({ client: secretsClient(options), now });
  return {
    look: createLook(table),
    ledger: createLedger(table),
    profiles: createProfileStore(table),
    programs: createPrograms({ s3, bucket: env.CONFIG_BUCKET, controls: createControlsStore(table) }),
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
