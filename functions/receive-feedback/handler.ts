/**
 * Hears what became of sent messages, and what customers answer. SES, WhatsApp → SNS → [this] → gate item,
 * ledger, input queue
 */

import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SNSEvent } from 'aws-lambda';
import { createRawBucket } from '../../adapters/buckets/raw-bucket.ts';
import { createBudget } from '../../adapters/dynamodb/budget.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createWhatsappIds } from '../../adapters/dynamodb/whatsapp-ids.ts';
import { createDeadLetters } from '../../adapters/queues/dead-letters.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { ReceiveFeedbackEnv } from '../../contract/environment.ts';
import type { Redriven } from '../../core/ports/dead-letters.ts';
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
  const options = clientOptions(env, requestHandler);
  const table = { client: dynamodbClient(options), tableName: env.TABLE_NAME };
  const sqs = sqsClient(options);
  const secrets = createSecrets({ client: secretsClient(options), now });
  return {
    sqs,
    gateItems: createGateItems(table),
    ledger: createLedger(table),
    whatsappIds: createWhatsappIds(table),
    budget: createBudget({ ...table, once: dynamodbClient(onlyOnce(options)) }),
    queues: createQueues({
      sqs,
      inputQueueUrl: env.INPUT_QUEUE_URL,
      bucket: createRawBucket({ s3: s3Client(options), bucket: env.RAW_BUCKET }),
    }),
    keys: () => secrets.keyVersions(env.KEYS_SECRET_ID),
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
    metrics: createMetrics(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
