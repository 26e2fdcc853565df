/**
 * Sends mails that were decided. outbox queue → [this] → ledger, the gate, SES → messages that did not leave
 * go back to advance
 */

import type { SendEmailEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { createSender } from '../../sending/handler.ts';
import { createDeps } from './deps.ts';

export const createSendEmail = (env: SendEmailEnv, runtime: Runtime, requestHandler?: RequestHandler) =>
  createSender(createDeps(env, runtime, requestHandler));
