/** Composes, once, what reconcile works with: what the door works with, and the shops' own APIs. */
import { setTimeout as pause } from 'node:timers/promises';
import { createReconciliations } from '../../adapters/dynamodb/reconciliations.ts';
import { createShopOrders } from '../../adapters/outgoing/shop-orders.ts';
import type { ReconcileEnv } from '../../contract/environment.ts';
import type { Reconciliations } from '../../core/ports/reconciliations.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { ShopOrders } from '../../core/ports/shop-orders.ts';
import { createIntakeDeps, type IntakeDeps } from '../../doors/intake-deps.ts';
import { clientOptions, type RequestHandler } from '../../runtime/clients.ts';
import { dynamodbClient } from '../../runtime/dynamodb-client.ts';
import { type CountMetrics, createMetrics } from '../../runtime/metrics.ts';

export type ReconcileDeps = IntakeDeps &
  Readonly<{
    switchedOn: readonly string[];
    orders: ShopOrders;
    reconciliations: Reconciliations;
    pause: (ms: number) => Promise<unknown>;
    metrics: CountMetrics;
  }>;

export const createDeps = (
  env: ReconcileEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
): ReconcileDeps => {
  const { intake, secrets } = createIntakeDeps(env, runtime, requestHandler);
  const options = clientOptions(env, requestHandler);
  return {
    ...intake,
    switchedOn: env.RECONCILE.split(',').filter((name) => name !== ''),
    orders: createShopOrders({
      apiUrl: env.SHOP_API_URL,
      functionName: env.AWS_LAMBDA_FUNCTION_NAME,
      now: runtime.now,
      credentials: (maxAgeMs) => secrets.shopCredentials(env.SHOP_CREDENTIALS_ID, maxAgeMs),
    }),
    reconciliations: createReconciliations({
      client: dynamodbClient(options),
      tableName: env.TABLE_NAME,
    }),
    pause,
    metrics: createMetrics(env.AWS_LAMBDA_FUNCTION_NAME),
  };
};
