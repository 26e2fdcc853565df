/**
 * Asks shops what their notices are about. queue of notices → [this] → shop's API → input queue → advance; what
 * is not understood → quarantine.
 */
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { FetchDetailsEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { readShopNotice } from '../../core/state/shop-notice.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { type Handler, queueStack } from '../../runtime/stack.ts';
import { createDeps } from './deps.ts';
import { fetchDetails } from './fetch-details.ts';

export const createFetchDetails = (
  env: FetchDetailsEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
): Handler<SQSEvent, SQSBatchResponse> => {
  const deps = createDeps(env, runtime, requestHandler);
  return queueStack({ log: deps.log, metrics: deps.metrics, failed: 'notice not looked up' }, ({ body }) =>
    fetchDetails(deps, readShopNotice(body)),
  );
};
