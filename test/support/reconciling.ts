/** The function that asks shops for their orders, beside the stand-ins and a shop's API of the test's own. */
import { reconcileEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { createDeps } from '../../functions/reconcile/deps.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import type { CountMetrics } from '../../runtime/metrics.ts';
import { LOCAL } from '../../stand-ins/names.ts';
import type { StandIns } from '../../stand-ins/stand-ins.ts';

type Place = Readonly<{ standIns: StandIns; requestHandler?: RequestHandler; now: Runtime['now'] }>;

/** Its variables, and what it works with: pauses are written down, and nobody waits. */
export const reconciler = ({ standIns, requestHandler, now }: Place, apiUrl: string) => {
  const env = reconcileEnv.parse({
    AWS_LAMBDA_FUNCTION_NAME: 'reconcile',
    TABLE_NAME: LOCAL.table,
    INPUT_QUEUE_URL: standIns.sqs.url(LOCAL.inputQueue),
    RAW_BUCKET: LOCAL.rawBucket,
    KEYS_SECRET_ID: LOCAL.keys,
    SHOP_CREDENTIALS_ID: LOCAL.shopCredentials,
    SHOP_API_URL: apiUrl,
    RECONCILE: 'shopify,woocommerce',
  });
  const pauses: number[] = [];
  const counted: Record<string, number> = {};
  const note = (name: string, value: number): void => {
    counted[name] = (counted[name] ?? 0) + value;
  };
  const metrics: CountMetrics = { count: note, seconds: note, flush: () => {} };
  const deps = createDeps(env, { now, newToken: () => 'token' }, requestHandler);
  return {
    env,
    pauses,
    counted,
    deps: { ...deps, metrics, pause: async (ms: number) => void pauses.push(ms) },
  };
};
