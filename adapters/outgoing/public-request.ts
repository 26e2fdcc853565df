/**
 * Makes one HTTPS request to a host on the public internet. The address that is connected to is checked, so a
 * name that leads into a private network gets nothing, whatever it led to before; no redirect is followed.
 */
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
import { LIMITS } from '../../core/limits.ts';
import { present } from '../../core/present.ts';

export type PublicRequest = Readonly<{
  method: 'GET' | 'POST';
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
  /** Ends the request early, beside its own time limit. */
  signal?: AbortSignal;
  /** So much of the answer is read; absent: as much as anybody needs who does not read lists. */
  answerBytes?: number;
}>;

export type PublicAnswer = Readonly<{
  status: number;
  /** Seconds of `Retry-After`; a date is taken as unsaid. */
  retryAfterSeconds?: number;
  /** Milliseconds until a shop takes calls again (`X-Rate-Limit-Time-Reset-Ms`). */
  resetMs?: number;
  /** Pages of a list, as WordPress counts them (`X-WP-TotalPages`). */
  totalPages?: number;
  body: string;
}>;

/** Throws where no answer came: the error's name says why, and never what was sent. */
export type RequestPublic = (request: PublicRequest) => Promise<PublicAnswer>;

export type OutgoingOptions = Readonly<{
  functionName: string;
  /** True on one machine only: a stand-in on loopback may be called, and nothing else. */
  toLoopback: boolean;
}>;

/** The request would have left the public internet, or is not encrypted. */
export class NotPublic extends Error {
  constructor() {
    super('The address is not a public one reached by HTTPS.');
    this.name = 'NotPublic';
  }
}

const LOOPBACK = '127.0.0.1';
/** The words of request-filtering-agent, which has no error class of its own. */
const REFUSED_ADDRESS = /is not allowed\. Because/;

export const createPublicRequest =
  ({ functionName, toLoopback }: OutgoingOptions): RequestPublic =>
  async (request) => {
    const target = new URL(request.url);
    if (!mayBeCalled(target, toLoopback)) throw new NotPublic();
    const headers = { ...request.headers, 'user-agent': `stammkunde app/${functionName}` };
    try {
      return await answerTo(target, { ...request, headers });
    } catch (error) {
      throw error instanceof Error && REFUSED_ADDRESS.test(error.message) ? new NotPublic() : error;
    }
  };

const answerTo = (
  target: URL,
  { method, headers, body, signal, answerBytes }: PublicRequest,
): Promise<PublicAnswer> => {
  const inTime = AbortSignal.timeout(LIMITS.outgoingTimeoutMs);
  const options = {
    method,
    agent: agentFor(target),
    headers: {
      ...headers,
      ...present({ 'content-length': body === undefined ? undefined : String(Buffer.byteLength(body)) }),
    },
    signal: signal ? AbortSignal.any([signal, inTime]) : inTime,
  };
  return new Promise((resolve, reject) => {
    const send = target.protocol === 'https:' ? requestHttps : requestHttp;
    const sent = send(target, options, (answer) => read(answer, answerBytes).then(resolve, reject));
    sent.once('error', reject);
    sent.end(body);
  });
};

/** On one machine the stand-in alone; else HTTPS alone. */
const mayBeCalled = ({ protocol, hostname, username, password }: URL, toLoopback: boolean): boolean =>
  toLoopback ? hostname === LOOPBACK : protocol === 'https:' && username === '' && password === '';

/** An agent per request: a frozen function finds a connection that it kept gone. */
const agentFor = ({ protocol, hostname }: URL) => {
  if (protocol === 'https:') return new RequestFilteringHttpsAgent();
  return new RequestFilteringHttpAgent({ allowIPAddressList: hostname === LOOPBACK ? [LOOPBACK] : [] });
};

/** Reads so much of the answer; a longer one is cut off. */
const read = async (
  answer: IncomingMessage,
  bytesAtMost: number = LIMITS.outgoingAnswerBytes,
): Promise<PublicAnswer> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > bytesAtMost) break;
  }
  return present({
    status: answer.statusCode ?? 0,
    retryAfterSeconds: wholeNumber(answer.headers['retry-after']),
    resetMs: wholeNumber(answer.headers['x-rate-limit-time-reset-ms']),
    totalPages: wholeNumber(answer.headers['x-wp-totalpages']),
    body: Buffer.concat(chunks).toString('utf8'),
  });
};

const wholeNumber = (header: string | readonly string[] | undefined): number | undefined => {
  const digits = typeof header === 'string' ? /^\d{1,6}$/.exec(header.trim())?.[0] : undefined;
  return digits === undefined ? undefined : Number(digits);
};
