/**
 * The entrance to the stand-ins: a request handler for SDK clients in the same process, and loopback servers
 * for everything else.
 */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { RequestHandler } from '../runtime/clients.ts';
import type { CallFault, Faults } from './faults.ts';
import type { Recorder } from './record.ts';
import {
  AwsError,
  functionOf,
  type Meter,
  NoAnswer,
  type Service,
  type WireAnswer,
  type WireRequest,
} from './wire.ts';

/**
 * The name under which the control surface and the page call. Calls of this name are never counted and never
 * hit by faults.
 */
export const CONTROL_SURFACE = 'control-surface';

export type Answer = (service: Service, request: WireRequest) => Promise<WireAnswer>;

/**
 * Answers one request: parses it, records it, fails it if a fault says so, or performs it. Throws NoAnswer
 * where no answer comes back.
 */
export const createAnswer =
  (recorder: Recorder, faults: Faults): Answer =>
  async (service, request) => {
    try {
      const call = service.understand(request);
      const caller = functionOf(request);
      if (caller === CONTROL_SURFACE) return await call.run(() => {});
      recorder.called(service.name, call.operation);
      for (const need of call.needs) recorder.needed({ function: caller, ...need });
      const meter: Meter = (readUnits, writeUnits) =>
        recorder.consumed(service.name, call.operation, readUnits, writeUnits);
      return await withFault(service, faults.forCall(service.name, call.operation), async () =>
        call.run(meter),
      );
    } catch (error) {
      if (error instanceof AwsError) return service.refuse(error);
      throw error;
    }
  };

const withFault = async (
  service: Service,
  fault: CallFault | undefined,
  run: () => Promise<WireAnswer>,
): Promise<WireAnswer> => {
  switch (fault) {
    case undefined:
      return run();
    case 'throttle':
      throw service.throttled();
    case 'error':
      throw service.failed();
    case 'timeout-before':
      throw new NoAnswer();
    case 'timeout-after':
      await run().catch(() => {});
      throw new NoAnswer();
  }
};

type SdkRequest = Readonly<{
  method: string;
  hostname: string;
  path: string;
  query?: Readonly<Record<string, string | readonly string[] | null>>;
  headers: Readonly<Record<string, string>>;
  body?: unknown;
}>;

/**
 * A request's signature names its service, whatever host it goes to; an unsigned request is recognised by its
 * host.
 */
const SIGNED_FOR = /Credential=[^/]+\/[^/]+\/[^/]+\/([^/]+)\/aws4_request/;
const HOST_OF =
  /(?:^|\.)(dynamodb|sqs|scheduler|email|s3|sns|secretsmanager|social-messaging)\.[a-z0-9-]+\.amazonaws\.com$/;

/** For the client option `requestHandler`: needs no socket and no copy of the body. */
export const createRequestHandler = (
  answer: Answer,
  services: ReadonlyMap<string, Service>,
): RequestHandler & Readonly<{ destroy: () => void }> => ({
  handle: async (request: SdkRequest) => {
    const name = serviceIn(request);
    const service = services.get(name);
    if (service === undefined)
      throw new Error(noSuchService(name, `${request.method} ${request.hostname}${request.path}`));
    const { status, headers, body } = await answer(service, fromSdk(request));
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    // S3 clients read the body as a stream, all others as bytes.
    return {
      response: {
        statusCode: status,
        headers,
        body: service.name === 's3' ? Readable.from([bytes]) : bytes,
      } as never,
    };
  },
  destroy: () => {},
});

const serviceIn = ({ headers, hostname }: SdkRequest): string => {
  const named =
    SIGNED_FOR.exec(headers['authorization'] ?? '')?.[1] ?? HOST_OF.exec(hostname)?.[1] ?? hostname;
  return named === 'email' ? 'ses' : named;
};

const fromSdk = ({ method, hostname, path, query, headers, body }: SdkRequest): WireRequest => ({
  method,
  host: hostname,
  path,
  query: Object.fromEntries(Object.entries(query ?? {}).map(([name, value]) => [name, String(value ?? '')])),
  headers,
  body: bytesOf(body),
});

const bytesOf = (body: unknown): Uint8Array => {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  if (ArrayBuffer.isView(body)) return new Uint8Array(body.buffer, body.byteOffset, body.byteLength);
  throw new Error('The stand-ins take request bodies as string or bytes only, no streams.');
};

/** One loopback server per service, whose address is in `AWS_ENDPOINT_URL_<SERVICE>`. */
export const listenFor = async (
  answer: Answer,
  service: Service | undefined,
): Promise<{ url: string; close: () => Promise<void> }> => {
  const app = new Hono<{ Bindings: { incoming: { socket: { destroy: () => void } } } }>();
  app.all('*', async (context) => {
    const request = await fromFetch(context.req.raw);
    if (service === undefined) return context.json(refusal(request), 501);
    try {
      return toFetch(request, await answer(service, request));
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      context.env.incoming.socket.destroy();
      return new Response(null, { status: 500 });
    }
  });
  const server: ServerType = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => closing(server) };
};

const refusal = ({ method, path, headers }: WireRequest) => {
  const name = SIGNED_FOR.exec(headers['authorization'] ?? '')?.[1] ?? 'an unsigned request';
  return { __type: 'UnknownService', message: noSuchService(name, `${method} ${path}`) };
};

const toFetch = (request: WireRequest, { status, headers, body }: WireAnswer): Response => {
  const empty = status === 204 || status === 304 || request.method === 'HEAD';
  return new Response(empty ? null : Buffer.from(body), { status, headers });
};

const fromFetch = async (request: Request): Promise<WireRequest> => {
  const url = new URL(request.url);
  return {
    method: request.method,
    host: request.headers.get('host') ?? url.host,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(request.headers),
    body: new Uint8Array(await request.arrayBuffer()),
  };
};

const closing = async (server: ServerType): Promise<void> => {
  if ('closeAllConnections' in server) server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
};

const noSuchService = (name: string, what: string): string =>
  `No stand-in was built for ${name}: ${what} was refused, and nothing left this machine. Built are DynamoDB, SQS, Scheduler, SES v2, S3, SNS, Secrets Manager and End User Messaging Social (stand-ins/).`;
