/**
 * The door for what the shop's pages tell of their visitors, and for the script that tells it. browser →
 * [this] → input queue → advance
 */
import type { ReceiveBrowseEnv } from '../../contract/environment.ts';
import type { Runtime } from '../../core/ports/runtime.ts';
import { door } from '../../doors/door.ts';
import type { RequestHandler } from '../../runtime/clients.ts';
import { AGAIN, greeting } from './answers.ts';
import { createDeps } from './deps.ts';
import { receive } from './receive.ts';
import { serveScript } from './serve-script.ts';

export const createReceiveBrowse = (
  env: ReceiveBrowseEnv,
  runtime: Runtime,
  requestHandler?: RequestHandler,
) => {
  const deps = createDeps(env, runtime, requestHandler);
  return door(
    { log: deps.log, failed: 'not taken: a service it needs did not answer', again: () => AGAIN },
    async (event) => {
      if (event.rawPath.endsWith('.js')) return serveScript(event);
      return event.requestContext.http.method === 'OPTIONS' ? greeting() : receive(deps, event);
    },
  );
};
