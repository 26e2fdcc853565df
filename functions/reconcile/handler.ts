/**
 * Asks shops for orders that no webhook told of. every hour → [this] → shop's API → input queue → advance;
 * what is not understood → quarantine.
 */
import * as z from 'zod';
import type { ReconcileEnv } from '../../contract/environment.ts';
import { METRICS } from '../../contract/routes.ts';
import { SHOPS_WITH_ORDERS } from '../../contract/secrets.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { stack } from '../../runtime/stack.ts';
import { createDeps } from './deps.ts';
import { type Reconciled, reconcile } from './reconcile.ts';

/** By hand an operator may name platforms that are not switched on. */
const requestSchema = z.object({ platforms: z.array(z.enum(SHOPS_WITH_ORDERS)).optional() });

const MS_PER_SECOND = 1_000;

export const createReconcile = (env: ReconcileEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const deps = createDeps(env, runtime, requestHandler);
  return stack(deps, async (event: unknown): Promise<readonly Reconciled[]> => {
    const { platforms = deps.switchedOn } = requestSchema.parse(event ?? {});
    const began = deps.now();
    const all: Reconciled[] = [];
    for (const platform of platforms) {
      const one = await reconcile(deps, platform);
      deps.log.info('reconciled', { ...one });
      all.push(one);
    }
    const missed = all.reduce((sum, one) => sum + one.missed, 0);
    if (missed > 0) deps.metrics.count(METRICS.ordersMissed, missed);
    const lags = all.map(({ seenUpTo }) => (began - seenUpTo) / MS_PER_SECOND);
    if (lags.length > 0) deps.metrics.seconds(METRICS.reconciliationLagSeconds, Math.max(...lags));
    return all;
  });
};
