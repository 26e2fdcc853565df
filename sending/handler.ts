/**
 * Works off the records of an outbox. outbox queue → [this] → deliver → messages that did not leave go back
 * to advance
 */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { readOutboxMessage } from '../core/state/outbox-schema.ts';
import { type Handler, queueStack } from '../runtime/stack.ts';
import { deliver } from './deliver.ts';
import type { SendingDeps } from './deps.ts';

/** Each message has its own row in the ledger, so no message waits for another. */
export const createSender = <Parcel>(deps: SendingDeps<Parcel>): Handler<SQSEvent, SQSBatchResponse> =>
  queueStack({ log: deps.log, metrics: deps.metrics, failed: 'message not worked off' }, ({ body }) =>
    deliver(deps, readOutboxMessage(body)),
  );
