/**
 * Puts dead letters back where they came from after their cause was mended, or releases a held customer. by
 * hand → [this] → queues → advance, sender
 */
import * as z from 'zod';
import type { RedriveEnv } from '../../contract/environment.ts';
import type { Redriven } from '../../core/ports/dead-letters.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { stack } from '../../runtime/stack.ts';
import { createDeps } from './deps.ts';
import { PLACES, putBack } from './put-back.ts';

/** Messages per queue and run; call again while the result says `more`. */
const LIMIT = 500;
const LIMIT_MAX = 5_000;
const RELEASES_MAX = 100;

const requestSchema = z.strictObject({
  queues: z.array(z.enum(PLACES)).optional(),
  limit: z.int().min(1).max(LIMIT_MAX).default(LIMIT),
  /** Profile ids whose hold ends without a redrive. A request with `release` alone redrives nothing. */
  release: z.array(z.string().min(1)).max(RELEASES_MAX).default([]),
});

export type RedriveResult = Readonly<
  { released: number } & Partial<Record<(typeof PLACES)[number], Redriven>>
>;

export const createRedrive = (env: RedriveEnv, _runtime: Runtime, requestHandler?: RequestHandler) => {
  const deps = createDeps(env, requestHandler);
  return stack(deps, async (event: unknown): Promise<RedriveResult> => {
    const { release, limit, queues = release.length > 0 ? [] : PLACES } = requestSchema.parse(event ?? {});
    for (const profileId of release) await deps.holds.release(profileId);
    const results: Partial<Record<(typeof PLACES)[number], Redriven>> = {};
    for (const place of queues) results[place] = await putBack(deps, place, limit);
    deps.log.info('redriven', {
      released: release.length,
      moved: Object.values(results).reduce((sum, { moved }) => sum + moved, 0),
      left: Object.values(results).reduce((sum, { left }) => sum + left, 0),
    });
    return { released: release.length, ...results };
  });
};
