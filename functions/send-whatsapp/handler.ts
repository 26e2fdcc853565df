/**
 * Sends WhatsApp messages that were decided. WhatsApp outbox → [this] → ledger, the gate, the budget, AWS or
 * Meta → messages that did not leave go back to advance
 */

import type { SendWhatsappEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { createSender } from '../../sending/handler.ts';
import { createDeps } from './deps.ts';

export const createSendWhatsapp = (env: SendWhatsappEnv, runtime: Runtime, requestHandler?: RequestHandler) =>
  createSender(createDeps(env, runtime, requestHandler));
