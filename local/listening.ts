/** The socket of the system on one machine, and how long it waits for whom. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';

/** Time limits for a whole request, and for its headers. */
const REQUEST_MS = 30_000;
const HEADERS_MS = 10_000;
/**
 * How long a connection stays open between two requests. Whoever calls on one that is just being closed gets
 * no answer, and not every shop sends a webhook again for that; so the callers, whose own limit is shorter as
 * a rule, close theirs first.
 */
const KEEP_ALIVE_MS = 75_000;

export const listen = async (
  port: number,
  fetch: (request: Request) => Response | Promise<Response>,
): Promise<{ server: ServerType; url: string }> => {
  // Closes the connection of a client that sends nothing more, as API Gateway does.
  const serverOptions = {
    requestTimeout: REQUEST_MS,
    headersTimeout: HEADERS_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
  };
  const server = createAdaptorServer({ fetch, serverOptions });
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    const why =
      error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
        ? 'something else is using it'
        : String(error);
    throw new Error(
      `Port ${port} cannot be opened: ${why}. Choose another one, for example PORT=4001 npm start, or PORT=0 to let one be picked.`,
    );
  }
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
};

export const closeServer = async (server: ServerType): Promise<void> => {
  const closed = once(server, 'close');
  server.close();
  if ('closeAllConnections' in server) server.closeAllConnections();
  await closed;
};
