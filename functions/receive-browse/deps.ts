/** Composes, once, everything that receive-browse works with. */
import { createRateLimit } from '../../adapters/dynamodb/rate-limit.ts';
import type { ReceiveBrowseEnv } from '../../contract/environment.ts';
import type { RateLimit } from '../../core/ports/rate-limit.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { createPageDeps, type PageDeps } from '../../doors/page-deps.ts';
import type { RequestHandler } from '../../runtime/clients.ts';

export type ReceiveBrowseDeps = PageDeps &
  Readonly<{
    rateLimit: RateLimit;
    writeKeys: (maxAgeMs?: number) => Promise<readonly string[]>;
  }>;

export const createDeps = (
  env: ReceiveBrowseEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
): ReceiveBrowseDeps => {
  const { page, table, secrets } = createPageDeps(env, runtime, requestHandler);
  return {
    ...page,
    rateLimit: createRateLimit(table),
    writeKeys: (maxAgeMs) => secrets.writeKeys(env.WRITE_KEYS_ID, maxAgeMs),
  };
};
