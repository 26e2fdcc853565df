/**
 * Tries quarantined payloads again, after their translation was mended. by hand → [this] → input queue →
 * advance
 */
import * as z from 'zod';
import { RAW_PREFIX } from '../../contract/bucket.ts';
import type { ReplayQuarantineEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { stack } from '../../runtime/stack.ts';
import { createDeps } from './deps.ts';
import { type ReplayResult, replay } from './replay.ts';

/** Payloads of one run; call again while the result says `more`. */
const LIMIT = 100;
const LIMIT_MAX = 1_000;

const requestSchema = z.strictObject({
  keys: z.array(z.string().startsWith(RAW_PREFIX.quarantine)).max(LIMIT_MAX).optional(),
  limit: z.int().min(1).max(LIMIT_MAX).default(LIMIT),
});

export const createReplayQuarantine = (
  env: ReplayQuarantineEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
) => {
  const deps = createDeps(env, runtime, requestHandler);
  return stack({ log: deps.log }, async (event: unknown): Promise<ReplayResult> => {
    const { keys, limit } = requestSchema.parse(event ?? {});
    const listed = keys ? { keys, more: false } : await deps.quarantine.list(limit);
    const result = await replay(deps, listed);
    const { stillNotUnderstood, ...counts } = result;
    deps.log.info('replayed', { ...counts, stillNotUnderstood: stillNotUnderstood.length });
    return result;
  });
};
