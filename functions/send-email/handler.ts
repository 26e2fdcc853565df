/**
 * Sends mail that was decided. outbox queue → [this] → ledger, the gate, SES → what did not leave goes back
 * to advance
 */

import type { SendEmailEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { createSender } from '../../sending/handler.ts';
import { createDeps } from './deps.ts';

export const createSendEmail = (env: SendEmailEnv, runtime: Runtime, requestHandler?: RequestHandler) =>
  createSender(createDeps(env, runtime, requestHandler));
