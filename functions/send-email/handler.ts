/** Sends mail that was decided. outbox queue → [this] → ledger, the gate, SES → what did not leave goes back to advance */
import type { RequestHandler } from '../../adapters/aws-config.ts';
import type { SendEmailEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports.ts';
import { createSender } from '../middleware/sending/handler.ts';
import { createDeps } from './deps.ts';

export const createSendEmail = (env: SendEmailEnv, runtime: Runtime, requestHandler?: RequestHandler) =>
  createSender(createDeps(env, runtime, requestHandler));
