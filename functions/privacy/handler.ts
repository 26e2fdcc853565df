/**
 * Serves customers' rights by signed command: export, erase, suppress. operator → [this] → gate items, input
 * queue, or the answer itself
 */
import type { PrivacyEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { door } from '../../doors/door.ts';
import { unavailable } from '../../doors/json-answer.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { createDeps } from './deps.ts';
import { readRequest } from './request.ts';
import { serve } from './serve.ts';

export const createPrivacy = (env: PrivacyEnv, runtime: Runtime, requestHandler?: RequestHandler) => {
  const deps = createDeps(env, runtime, requestHandler);
  return door(
    { log: deps.log, failed: 'privacy command not finished', again: () => AGAIN },
    async (event) => {
      const { request, refused } = await readRequest(deps, event);
      return request ? await serve(deps, request) : refused;
    },
  );
};

const AGAIN = unavailable(
  'A service it needs did not answer. Send the command again; repeating is harmless.',
);
