/** Composes, once, everything that preferences works with. */
import { createControlsStore } from '../../adapters/dynamodb/controls.ts';
import { createGateItems } from '../../adapters/dynamodb/gate-items.ts';
import { createLook } from '../../adapters/dynamodb/situation.ts';
import type { PreferencesEnv } from '../../contract/environment.ts';
import type { ControlsStore } from '../../core/ports/controls.ts';
import type { GateItems } from '../../core/ports/gate-items.ts';
import type { Look } from '../../core/ports/look.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { createPageDeps, type PageDeps } from '../../doors/page-deps.ts';
import type { RequestHandler } from '../../runtime/clients.ts';

export type PreferencesDeps = PageDeps &
  Readonly<{ look: Look; gateItems: GateItems; controls: Pick<ControlsStore, 'readShop'> }>;

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
    controls: createControlsStore(table),
  };
};
