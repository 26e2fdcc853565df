/**
 * The deployed HTTP API on loopback: turns a request into API Gateway's payload 2.0, and the handler's answer
 * into a response.
 */

import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyResultV2,
  APIGatewayProxyStructuredResultV2,
} from 'aws-lambda';
import { Hono } from 'hono';
import { type PublicFunction, ROUTES, type Route } from '../contract/routes.ts';
import { present } from '../core/present.ts';
import type { Instant } from '../core/time/instant.ts';

export type HttpHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyResultV2>;

/** API Gateway's own limit for a payload, and Lambda's for a synchronous invocation. */
const API_BODY_BYTES = 10 * 1024 * 1024;
const INVOCATION_BYTES = 6_291_556;
/**
 * The limit of the API's own throttle: further requests at the same time are asked to come again, before
 * their bodies fill the memory.
 */
const REQUESTS_AT_ONCE = 1_000;
const RETRY_AFTER_SECONDS = 1;

type Wiring = Readonly<{
  handlers: Readonly<Record<PublicFunction, HttpHandler>>;
  now: () => Instant;
  newId: () => string;
  /** Called after each answer, so that what the handler queued is worked off. */
  answered: () => void;
  print: (line: string) => void;
}>;

export const createPublicRoutes = (wiring: Wiring): Hono => {
  const app = new Hono();
  let running = 0;
  app.use(async (_context, next) => {
    if (running >= REQUESTS_AT_ONCE) return tooMany();
    running += 1;
    try {
      return await next();
    } finally {
      running -= 1;
    }
  });
  for (const route of ROUTES) {
    app.on(route.method, route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (context) =>
      answer(wiring, route, context.req.raw, context.req.param()),
    );
  }
  app.notFound(() => message(404, 'Not Found'));
  // The client broke off in the middle of a body: nobody waits for an answer, and nothing was done.
  app.onError(() => message(400, 'Bad Request'));
  return app;
};

const answer = async (
  wiring: Wiring,
  matched: Route,
  request: Request,
  pathParameters: Record<string, string>,
): Promise<Response> => {
  // Hono sends HEAD to the route of GET; API Gateway knows only the routes it was given.
  const route = ROUTES.find(({ method, path }) => method === request.method && path === matched.path);
  if (!route) return message(404, 'Not Found');
  const body = await readBody(request);
  if (!body) return message(413, 'Request Entity Too Large');
  const event = toEvent({
    request,
    body,
    route,
    pathParameters,
    requestId: wiring.newId(),
    at: wiring.now(),
  });
  if (Buffer.byteLength(JSON.stringify(event)) > INVOCATION_BYTES)
    return message(413, 'Request Entity Too Large');
  try {
    return toResponse(await wiring.handlers[route.function](event));
  } catch (error) {
    wiring.print(`${route.function} failed: ${error instanceof Error ? error.message : 'unknown error'}`);
    return message(500, 'Internal Server Error');
  } finally {
    wiring.answered();
  }
};

const tooMany = (): Response =>
  Response.json(
    { message: 'Too Many Requests' },
    { status: 429, headers: { 'retry-after': String(RETRY_AFTER_SECONDS) } },
  );

const message = (status: number, text: string): Response => Response.json({ message: text }, { status });

/** The raw bytes; undefined where there are more than API Gateway accepts. */
const readBody = async (request: Request): Promise<Buffer | undefined> => {
  if (Number(request.headers.get('content-length') ?? 0) > API_BODY_BYTES) return undefined;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > API_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

type Incoming = Readonly<{
  request: Request;
  body: Buffer;
  route: Route;
  pathParameters: Record<string, string>;
  requestId: string;
  at: Instant;
}>;

const toEvent = ({
  request,
  body,
  route,
  pathParameters,
  requestId,
  at,
}: Incoming): APIGatewayProxyEventV2 => {
  const url = new URL(request.url);
  const headers = Object.fromEntries([...request.headers].filter(([name]) => name !== 'cookie'));
  const cookies = request.headers.get('cookie')?.split(/;\s*/);
  const query = [...new Set(url.searchParams.keys())].map((name) => [
    name,
    url.searchParams.getAll(name).join(','),
  ]);
  return {
    version: '2.0',
    routeKey: `${route.method} ${route.path}`,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...present({ cookies }),
    headers,
    ...present({ queryStringParameters: query.length > 0 ? Object.fromEntries(query) : undefined }),
    pathParameters,
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: url.host,
      domainPrefix: 'local',
      http: {
        method: request.method,
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: request.headers.get('user-agent') ?? '',
      },
      requestId,
      routeKey: `${route.method} ${route.path}`,
      stage: '$default',
      time: new Date(at).toUTCString(),
      timeEpoch: at,
    },
    ...encode(body, request.headers.get('content-type') ?? ''),
  };
};

/** HTTP APIs pass text and JSON on unchanged, and everything else, forms included, in base64. */
const encode = (body: Buffer, contentType: string): { body?: string; isBase64Encoded: boolean } => {
  if (body.length === 0) return { isBase64Encoded: false };
  const text = body.toString('utf8');
  const isText =
    /^(text\/|application\/([\w.-]+\+)?(json|xml|javascript)\b)/i.test(contentType) &&
    Buffer.from(text, 'utf8').equals(body);
  return isText
    ? { body: text, isBase64Encoded: false }
    : { body: body.toString('base64'), isBase64Encoded: true };
};

const toResponse = (result: APIGatewayProxyResultV2): Response => {
  if (!isStructured(result)) return Response.json(result ?? null);
  const { statusCode = 200, body = '', isBase64Encoded = false } = result;
  const withoutBody = [204, 205, 304].includes(statusCode);
  return new Response(withoutBody ? null : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'), {
    status: statusCode,
    headers: headersOf(result),
  });
};

const headersOf = ({ headers = {}, cookies = [] }: APIGatewayProxyStructuredResultV2): Headers => {
  const result = new Headers({ 'content-type': 'application/json' });
  for (const [name, value] of Object.entries(headers)) result.set(name, String(value));
  for (const cookie of cookies) result.append('set-cookie', cookie);
  return result;
};

const isStructured = (result: APIGatewayProxyResultV2): result is APIGatewayProxyStructuredResultV2 =>
  typeof result === 'object' && result !== null && 'statusCode' in result;
