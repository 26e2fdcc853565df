/**
 * The door for shop platforms. shop → [this] → input queue → advance; payloads that are signed but not
 * understood → quarantine.
 */
import type { ReceiveWebhookEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { door } from '../../doors/door.ts';
import { answer, unavailable } from '../../doors/json-answer.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { accept } from './accept.ts';
import { authenticate } from './authenticate.ts';
import { createDeps } from './deps.ts';
import { shakeHands } from './handshake.ts';
import { registerShop } from './register.ts';
import { isPing, platformIn, readRequest } from './request.ts';

export const createReceiveWebhook = (
  env: ReceiveWebhookEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
) => {
  const deps = createDeps(env, runtime, requestHandler);
  return door(
    {
      log: deps.log,
      metrics: deps.metrics,
      failed: 'not accepted: a service it needs did not answer',
      about: (event) => ({ platform: platformIn(event)?.name ?? 'unknown' }),
      again: () => AGAIN,
    },
    async (event) => {
      const { request, handshake, registering, refused } = readRequest(event, runtime.now());
      if (refused) return refused;
      if (registering) return registerShop(deps, registering, event, runtime.now());
      if (handshake) return shakeHands(deps, handshake, event);
      if (isPing(request)) return answer(200, { status: 'ok' });
      const welcome = await authenticate(deps, request);
      return welcome.refused ?? accept(deps, welcome.request);
    },
  );
};

const AGAIN = unavailable('The event was not stored. Send it again.');
