/** Composes, once, what fetch-details works with: what the door works with, and the shops' own APIs. */
import { createShopDetails } from '../../adapters/outgoing/shop-details.ts';
import type { FetchDetailsEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { ShopDetails } from '../../core/ports/shop-details.ts';
import { createIntakeDeps, type IntakeDeps } from '../../doors/intake-deps.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { type CountMetrics, createMetrics } from '../../runtime/metrics.ts';

export type FetchDetailsDeps = IntakeDeps & Readonly<{ details: ShopDetails; metrics: CountMetrics }>;

export const createDeps = (
  env: FetchDetailsEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
): FetchDetailsDeps => {
  const { intake, secrets } = createIntakeDeps(env, runtime, requestHandler);
  return {
    ...intake,
    details: createShopDetails({
      apiUrl: env.SHOP_API_URL,
      functionName: env.AWS_LAMBDA_FUNCTION_NAME,
      now: runtime.now,
      credentials: (maxAgeMs) => secrets.shopCredentials(env.SHOP_CREDENTIALS_ID, maxAgeMs),
    }),
    metrics: createMetrics(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
