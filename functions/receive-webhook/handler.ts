/**
 * The door for shop platforms. shop → [this] → input queue → advance; what is signed but not understood →
 * quarantine.
 */
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createQuarantine } from '../../adapters/buckets/quarantine.ts';
import { createRawBucket } from '../../adapters/buckets/raw-bucket.ts';
import { createBudget } from '../../adapters/dynamodb/budget.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createProfileStore } from '../../adapters/dynamodb/profiles.ts';
import { createWhatsappIds } from '../../adapters/dynamodb/whatsapp-ids.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { ReceiveWebhookEnv } from '../../contract/environment.ts';
import { METRICS } from '../../contract/routes.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import {
  clientOptions,
  dynamodbClient,
  onlyOnce,
  type RequestHandler,
  s3Client,
  secretsClient,
  sqsClient,
} from '../../runtime/clients.ts';
import { createLog } from '../../runtime/log.ts';
import { accept } from './accept.ts';
import { unavailable } from './answer.ts';
import { authenticate } from './authenticate.ts';
import { shakeHands } from './handshake.ts';
import { readRequest } from './request.ts';
import { readShops } from './shops.ts';

export type WebhookHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

export const createReceiveWebhook = (
  env: ReceiveWebhookEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
): WebhookHandler => {
  const options = clientOptions(env, requestHandler);
  const s3 = s3Client(options);
  const bucket = createRawBucket({ s3, bucket: env.RAW_BUCKET });
  const sqs = sqsClient(options);
  const table = { client: dynamodbClient(options), tableName: env.TABLE_NAME };
  const secrets = createSecrets({ client: secretsClient(options), now: runtime.now });
  const door = {
    env,
    shops: readShops(env.SHOPS),
    secrets,
    acts: {
      gateItems: createGateItems(table),
      ledger: createLedger(table),
      whatsappIds: createWhatsappIds(table),
      budget: createBudget({ ...table, once: dynamodbClient(onlyOnce(options)) }),
      keys: () => secrets.keyVersions(env.KEYS_SECRET_ID),
      now: runtime.now,
    },
    erasing: {
      profiles: createProfileStore(table),
      gateItems: createGateItems(table),
      keys: () => secrets.keyVersions(env.KEYS_SECRET_ID),
    },
    queues: createQueues({ sqs, inputQueueUrl: env.INPUT_QUEUE_URL, bucket }),
    quarantine: createQuarantine(bucket),
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
    metrics: new Metrics({ namespace: METRICS.namespace, serviceName: env.AWS_LAMBDA_FUNCTION_NAME }),
  };
  return async (event) => {
    const { request, handshake, refused } = readRequest(event, runtime.now());
    if (refused) return refused;
    try {
      if (handshake) return await shakeHands(door, handshake, event);
      return (await authenticate(door, request)) ?? (await accept(door, request));
    } catch (error) {
      door.log.failed('not accepted: a service it needs did not answer', error, {
        platform: request?.platform.name ?? 'handshake',
      });
      return unavailable;
    }
  };
};
