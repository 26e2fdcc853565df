/**
 * The preference centre: the customer chooses what we may send, on which channel, how often, or not for a
 * while. mail → [this] → gate items → input queue → advance
 */
import type { PreferencesEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { door } from '../../doors/door.ts';
import { liveShop } from '../../doors/live-shop.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { answer } from './answer.ts';
import { attend } from './attend.ts';
import { createDeps } from './deps.ts';

export const createPreferences = (env: PreferencesEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const deps = createDeps(env, runtime, requestHandler);
  return door(
    {
      log: deps.log,
      failed: 'preferences not shown or not kept',
      again: async (event) => answer(event, { notice: 'again', shop: await liveShop(deps) }),
    },
    async (event) => answer(event, await attend(deps, event)),
  );
};
