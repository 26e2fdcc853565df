/** Applies inputs to profiles, one at a time. inputs queue → [this] → core/decide → state, timers, outbox */
import type { AdvanceEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { queueStack } from '../../runtime/stack.ts';
import { createDeps } from './deps.ts';
import { withHold } from './holding.ts';
import { inGroups } from './in-groups.ts';
import { processInput } from './process-input.ts';

export const createAdvance = (env: AdvanceEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const deps = createDeps(env, runtime, requestHandler);
  return queueStack({ log: deps.log, failed: 'input not applied', order: inGroups }, (record) =>
    withHold(deps, record, () => processInput(deps, record.body)),
  );
};
