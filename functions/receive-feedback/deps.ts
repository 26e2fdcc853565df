/** Composes, once, everything that receive-feedback works with. */
import { createBudget } from '../../adapters/dynamodb/budget.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createLedger } from '../../adapters/dynamodb/ledger.ts';
import { createWhatsappIds } from '../../adapters/dynamodb/whatsapp-ids.ts';
import { createDeadLetters } from '../../adapters/queues/dead-letters.ts';
import { createQueues } from '../../adapters/queues/queues.ts';
import { createSecrets } from '../../adapters/secrets/secrets.ts';
import type { ReceiveFeedbackEnv } from '../../contract/environment.ts';
import type { DeadLetters } from '../../core/ports/dead-letters.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import type { Queues } from '../../core/ports/queues.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { ActDeps } from '../../doors/acts.ts';
import {
  clientOptions,
  onlyOnce,
  type RequestHandler,
  secretsClient,
  sqsClient,
} from '../../runtime/clients.ts';
import { dynamodbClient } from '../../runtime/dynamodb-client.ts';
import { createLog, type Log } from '../../runtime/log.ts';
import { type CountMetrics, createMetrics } from '../../runtime/metrics.ts';

export type ReceiveFeedbackDeps = ActDeps &
  Readonly<{
    gateItems: Pick<GateItems, 'stopMarketing' | 'stopAll'>;
    queues: Pick<Queues, 'sendInputs'>;
    deadLetters: DeadLetters;
    deadLetterQueueUrl: string;
    log: Log;
    metrics: CountMetrics;
  }>;

export const createDeps = (
  env: ReceiveFeedbackEnv,
  { now }: Runtime,
  requestHandler?: RequestHandler,
): ReceiveFeedbackDeps => {
  const options = clientOptions(env, requestHandler);
  const sqs = sqsClient(options);
  const table = { client: dynamodbClient(options), tableName: env.TABLE_NAME };
  const secrets = createSecrets({ client: secretsClient(options), now });
  return {
    gateItems: createGateItems(table),
    ledger: createLedger(table),
    whatsappIds: createWhatsappIds(table),
    budget: createBudget({ ...table, once: dynamodbClient(onlyOnce(options)) }),
    queues: createQueues({ sqs, inputQueueUrl: env.INPUT_QUEUE_URL }),
    deadLetters: createDeadLetters({ sqs }),
    deadLetterQueueUrl: env.FEEDBACK_DLQ_URL,
    keys: () => secrets.keyVersions(env.KEYS_SECRET_ID),
    now,
    log: createLog(env.AWS_LAMBDA_FUNCTION_NAME),
    metrics: createMetrics(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
