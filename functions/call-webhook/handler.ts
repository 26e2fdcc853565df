/** Makes the calls that flows decided. queue of calls → [this] → web address → what became of it to advance */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { CallWebhookEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { readWebhookCall } from '../../core/state/webhook-call.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { type Handler, queueStack } from '../../runtime/stack.ts';
import { attempt } from './attempt.ts';
import { createDeps } from './deps.ts';

export const createCallWebhook = (
  env: CallWebhookEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
): Handler<SQSEvent, SQSBatchResponse> => {
  const deps = createDeps(env, runtime, requestHandler);
  return queueStack({ log: deps.log, metrics: deps.metrics, failed: 'call not made' }, ({ body }) =>
    attempt(deps, readWebhookCall(body)),
  );
};
