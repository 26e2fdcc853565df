/** Moves profiles, one input at a time. inputs queue → [this] → core/decide → state, timers, outbox */
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { AdvanceEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { createLog } from '../../runtime/log.ts';
import { type AdvanceDeps, createDeps } from './deps.ts';
import { holding } from './holding.ts';
import { processInput } from './process-input.ts';

export const createAdvance = (env: AdvanceEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const deps = createDeps(env, runtime, requestHandler);
  const log = createLog(env.AWS_LAMBDA_FUNCTION_NAME);
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const failed = await Promise.all(
      [...byGroup(Records).values()].map((group) => workOff(deps, group, log)),
    );
    return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };
  };
};

const byGroup = (records: readonly SQSRecord[]): Map<string, SQSRecord[]> =>
  Map.groupBy(records, (record) => record.attributes.MessageGroupId ?? record.messageId);

/**
 * In order within a group; the first failure gives back it and all behind it, and stops no other customer's
 * inputs.
 */
const workOff = async (
  deps: AdvanceDeps,
  group: readonly SQSRecord[],
  log: ReturnType<typeof createLog>,
): Promise<readonly string[]> => {
  for (const [index, record] of group.entries()) {
    try {
      await holding(deps, record, () => processInput(deps, record.body));
    } catch (error) {
      log.failed('input not applied', error, { messageId: record.messageId });
      return group.slice(index).map(({ messageId }) => messageId);
    }
  }
  return [];
};
