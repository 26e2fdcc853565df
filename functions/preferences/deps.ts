/** Composes, once, everything that preferences works with. */
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createLook } from '../../adapters/dynamodb/situation.ts';
import type { PreferencesEnv } from '../../contract/environment.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import type { Look } from '../../core/ports/look.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { createPageDeps, type PageDeps } from '../../doors/page-deps.ts';
import type { RequestHandler } from '../../runtime/clients.ts';

export type PreferencesDeps = PageDeps & Readonly<{ look: Look; gateItems: GateItems }>;

export const createDeps = (
  env: PreferencesEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
): PreferencesDeps => {
  const { page, table } = createPageDeps(env, runtime, requestHandler);
  return {
    ...page,
    look: createLook(table),
    gateItems: createGateItems(table),
  };
};
