/** Sends what was decided. outbox queue → [this] → ledger, the gate, SES → what did not leave goes back to advance */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { RequestHandler } from '../../adapters/aws-config.ts';
import type { SendEmailEnv } from '../../contract/environment.ts';
import { readOutboxMessage } from '../../core/outbox-schema.ts';
import type { Runtime } from '../../core/ports.ts';
import { deliver } from './deliver.ts';
import type { SendEmailDeps } from './deps.ts';
import { createDeps } from './deps.ts';

export const createSendEmail = (env: SendEmailEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const deps = createDeps(env, runtime, requestHandler);
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    // Side by side: ten time-outs in a row would outlive the function, and each message has its own row in the ledger.
    const failed = await Promise.all(Records.map((record) => attempt(deps, record)));
    return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
  };
};

/** Answers the record's id where the queue must bring it again. */
const attempt = async (deps: SendEmailDeps, { body, messageId }: SQSRecord): Promise<readonly string[]> => {
  try {
    await deliver(deps, readOutboxMessage(body));
    return [];
  } catch (error) {
    deps.log.failed('message not worked off', error, { messageId });
    return [messageId];
  }
};
