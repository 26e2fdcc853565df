/**
 * The second step of the double opt-in: shows a page with a button, and gives the consent when it is pressed.
 * mail → [this] → input queue → advance
 */
import type { ConfirmEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { door } from '../../doors/door.ts';
import { liveShop } from '../../doors/live-shop.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { answer } from './answer.ts';
import { confirm } from './confirm.ts';
import { createDeps } from './deps.ts';

export const createConfirm = (env: ConfirmEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const deps = createDeps(env, runtime, requestHandler);
  return door(
    {
      log: deps.log,
      failed: 'confirmation not taken',
      again: async (event) => answer(event, { state: 'again', shop: await liveShop(deps) }),
    },
    async (event) => answer(event, await confirm(deps, event)),
  );
};
