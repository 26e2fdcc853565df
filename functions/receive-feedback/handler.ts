/**
 * Hears what became of sent messages, and what customers answer. SES, WhatsApp → SNS → [this] → gate item,
 * ledger, input queue
 */

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SNSEvent } from 'aws-lambda';
import { createBudget } from '../../adapters/dynamodb/budget.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createWhatsappIds } from '../../adapters/dynamodb/whatsapp-ids.ts';
import { createDeadLetters, type Redriven } from '../../adapters/queues/dead-letters.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { ReceiveFeedbackEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { present } from '../../core/present.ts';
import type { RequestHandler } from '../../runtime/aws-config.ts';
import { createLog } from '../../runtime/log.ts';
import { createMetrics } from '../../runtime/metrics.ts';
import type { FeedbackDeps } from './deps.ts';
import { type RedriveRequest, redrive, redriveLimitOf } from './redrive.ts';
import { takeIn, takeInAll } from './take-in.ts';

export const createReceiveFeedback = (
  env: ReceiveFeedbackEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
) => {
  const deps = createDeps(env, runtime, requestHandler);
  const dead = { deadLetters: createDeadLetters({ sqs: deps.sqs }), queueUrl: env.FEEDBACK_DLQ_URL };
  // What throws is delivered again by Lambda, and ends in the dead-letter queue; every part of it may be
  // repeated.
  return async (event: SNSEvent | RedriveRequest): Promise<Redriven | undefined> => {
    const limit = redriveLimitOf(event);
    if (limit !== undefined) return redrive(dead, limit, (message) => takeIn(deps, message));
    if ('Records' in event) await takeInAll(deps, event.Records);
    return undefined;
  };
};

const createDeps = (
  env: ReceiveFeedbackEnv,
  { now }: Runtime,
  requestHandler?: RequestHandler,
): FeedbackDeps & Readonly<{ sqs: SQSClient }> => {
  const config = present({
    userAgentAppId: env.AWS_LAMBDA_FUNCTION_NAME,
    requestHandler: requestHandler ? requestHandler : undefined,
  });
  const table = { client: new DynamoDBClient(config), tableName: env.TABLE_NAME };
  const sqs = new SQSClient({ ...config, useQueueUrlAsEndpoint: false });
  const secrets = createSecrets({ client: new SecretsManagerClient(config), now });
  return {
    sqs,
    gateItems: createGateItems(table),
    ledger: createLedger(table),
    whatsappIds: createWhatsappIds(table),
    budget: createBudget({ ...table, once: new DynamoDBClient({ ...config, maxAttempts: 1 }) }),
    queues: createQueues({
      sqs,
      s3: new S3Client({ ...config, forcePathStyle: true }),
      inputQueueUrl: env.INPUT_QUEUE_URL,
      rawBucket: env.RAW_BUCKET,
    }),
    keys: () => secrets.keyVersions(env.KEYS_SECRET_ID),
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
    metrics: createMetrics(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
