/**
 * The way to unsubscribe: a page with a button, and the one-click POST of mail programs. mail → [this] → gate
 * item → input queue → advance
 */
import type { UnsubscribeEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { door } from '../../doors/door.ts';
import { liveShop } from '../../doors/live-shop.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { answer } from './answer.ts';
import { createDeps } from './deps.ts';
import { unsubscribe } from './unsubscribe.ts';

export const createUnsubscribe = (env: UnsubscribeEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const deps = createDeps(env, runtime, requestHandler);
  return door(
    {
      log: deps.log,
      failed: 'unsubscribe not finished',
      again: async (event) => answer(event, { state: 'again', shop: await liveShop(deps) }),
    },
    async (event) => answer(event, await unsubscribe(deps, event)),
  );
};
