/**
 * Works off a batch of the outbox. outbox queue → [this] → deliver → what did not leave goes back to advance
 */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { readOutboxMessage } from '../core/state/outbox-schema.ts';
import { deliver } from './deliver.ts';
import type { SendingDeps } from './deps.ts';

export const createSender =
  <Parcel>(deps: SendingDeps<Parcel>) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    // Side by side: ten time-outs in a row would outlive the function, and each message has its own row in
    // the ledger.
    const failed = await Promise.all(Records.map((record) => attempt(deps, record)));
    return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
  };

/** Answers the record's id where the queue must bring it again. */
const attempt = async <Parcel>(
  deps: SendingDeps<Parcel>,
  { body, messageId }: SQSRecord,
): Promise<readonly string[]> => {
  try {
    await deliver(deps, readOutboxMessage(body));
    return [];
  } catch (error) {
    deps.log.failed('message not worked off', error, { messageId });
    return [messageId];
  }
};
