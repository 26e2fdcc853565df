/** Composes, once, everything that receive-webhook works with. */
import type { ReceiveWebhookEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { WebhookSecrets } from '../../core/ports/secrets.ts';
import { createIntakeDeps, type IntakeDeps } from '../../doors/intake-deps.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { type CountMetrics, createMetrics } from '../../runtime/metrics.ts';
import { readShops, type Shops } from './shops.ts';

export type ReceiveWebhookDeps = IntakeDeps &
  Readonly<{
    shops: Shops;
    webhookSecrets: (maxAgeMs?: number) => Promise<WebhookSecrets>;
    bearerTokens: (maxAgeMs?: number) => Promise<WebhookSecrets>;
    metrics: CountMetrics;
  }>;

export const createDeps = (
  env: ReceiveWebhookEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
): ReceiveWebhookDeps => {
  const { intake, secrets } = createIntakeDeps(env, runtime, requestHandler);
  return {
    ...intake,
    shops: readShops(env.SHOPS),
    webhookSecrets: (maxAgeMs) => secrets.webhookSecrets(env.WEBHOOK_SECRETS_ID, maxAgeMs),
    bearerTokens: (maxAgeMs) => secrets.bearerTokens(env.BEARER_TOKENS_ID, maxAgeMs),
    metrics: createMetrics(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
