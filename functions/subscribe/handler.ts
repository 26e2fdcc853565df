/**
 * The way to sign up: a hosted page, and the address that forms are sent to. form → [this] → input queue →
 * advance → confirmation mail
 */
import type { SubscribeEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { door } from '../../doors/door.ts';
import { liveShop } from '../../doors/live-shop.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { answer } from './answer.ts';
import { createDeps } from './deps.ts';
import { attend } from './sign-up.ts';

export const createSubscribe = (env: SubscribeEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const deps = createDeps(env, runtime, requestHandler);
  return door(
    {
      log: deps.log,
      failed: 'sign-up not taken',
      again: async (event) => answer(event, { kind: 'again', shop: await liveShop(deps) }),
    },
    async (event) => {
      const outcome = await attend(deps, event);
      return answer(
        event,
        outcome.kind === 'unreadable' ? { ...outcome, shop: await liveShop(deps) } : outcome,
      );
    },
  );
};
