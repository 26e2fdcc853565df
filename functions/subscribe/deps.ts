/** Composes, once, everything that subscribe works with. */
import { createRateLimit } from '../../adapters/dynamodb/rate-limit.ts';
import type { SubscribeEnv } from '../../contract/environment.ts';
import type { RateLimit } from '../../core/ports/rate-limit.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { createPageDeps, type PageDeps } from '../../doors/page-deps.ts';
import type { RequestHandler } from '../../runtime/clients.ts';

export type SubscribeDeps = PageDeps & Readonly<{ rateLimit: RateLimit }>;

export const createDeps = (
  env: SubscribeEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
): SubscribeDeps => {
  const { page, table } = createPageDeps(env, runtime, requestHandler);
  return { ...page, rateLimit: createRateLimit(table) };
};
