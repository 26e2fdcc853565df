/**
 * The middleware stack of a door: API Gateway → [this] → attend. An error becomes an answer, every answer
 * gets its headers, HEAD gets no body, and header names are lower case.
 */

import type { MiddlewareObj } from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { present } from '../core/present.ts';
import { type Handler, type StackTools, stack } from '../runtime/stack.ts';

export type DoorEvent = APIGatewayProxyEventV2;
type Answer = APIGatewayProxyStructuredResultV2;
type DoorMiddleware = MiddlewareObj<DoorEvent, Answer>;

export type Door = StackTools &
  Readonly<{
    /** The log message for a failed request, and what the request was about. */
    failed: string;
    about?: (event: DoorEvent) => Readonly<Record<string, string>>;
    /** The answer to a failed request, in the form of this door: please try again. */
    again: (event: DoorEvent) => Answer | Promise<Answer>;
  }>;

export const door = (
  { log, metrics, ...failing }: Door,
  attend: (event: DoorEvent) => Promise<Answer>,
): Handler<DoorEvent, Answer> =>
  stack(present({ log, metrics }), attend, [
    httpHeaderNormalizer(),
    changingAnswers(withoutBodyForHead),
    changingAnswers(withHeaders),
    answeringErrors({ log, ...failing }),
  ]);

/**
 * Added last, because middy runs onError in reverse order: the other middlewares then see the error as an
 * answer.
 */
const answeringErrors = ({ log, failed, about, again }: Door): DoorMiddleware => ({
  onError: async (request) => {
    log.error(failed, request.error, about?.(request.event));
    request.response = await again(request.event);
  },
});

type Change = (answer: Answer, event: DoorEvent) => Answer;

const changingAnswers = (change: Change): DoorMiddleware => {
  const hook: DoorMiddleware['after'] = (request) => {
    if (request.response) request.response = change(request.response, request.event);
  };
  return { after: hook, onError: hook };
};

const withoutBodyForHead: Change = (answer, { requestContext }) =>
  requestContext.http.method === 'HEAD' ? { ...answer, body: '' } : answer;

const withHeaders: Change = (answer) => {
  const isPage = String(answer.headers?.['content-type']).startsWith('text/html');
  return { ...answer, headers: { ...EVERYWHERE, ...(isPage && ON_PAGES), ...answer.headers } };
};

/**
 * Answers are about one person or one request, so nothing caches them; browsers must not guess their type.
 */
const EVERYWHERE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Pages are never indexed and send no referrer, because their address is the key to the page. */
const ON_PAGES = { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' };
