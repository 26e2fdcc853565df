/**
 * Handles the outcomes of sent messages and the answers of customers. SES, WhatsApp → SNS → [this] → gate
 * item, ledger, input queue
 */
import type { SNSEvent } from 'aws-lambda';
import type { ReceiveFeedbackEnv } from '../../contract/environment.ts';
import type { Redriven } from '../../core/ports/dead-letters.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { stack } from '../../runtime/stack.ts';
import { createDeps } from './deps.ts';
import { type RedriveRequest, redrive, redriveLimitOf } from './redrive.ts';
import { takeInAll } from './take-in.ts';

/**
 * Lambda delivers a failed event again and at last puts it into the dead-letter queue; every part of it may
 * be repeated.
 */
export const createReceiveFeedback = (
  env: ReceiveFeedbackEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
) => {
  const deps = createDeps(env, runtime, requestHandler);
  return stack(deps, async (event: SNSEvent | RedriveRequest): Promise<Redriven | undefined> => {
    const limit = redriveLimitOf(event);
    if (limit !== undefined) return redrive(deps, limit);
    if ('Records' in event) await takeInAll(deps, event.Records);
    return undefined;
  });
};
