/**
 * The stack of a door: API Gateway → [this] → attend. What breaks off becomes an answer, every answer has its
 * headers, HEAD gets no body, and header names come in lower case.
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
    /** What the log says of a request that broke off, and what it was about. */
    failed: string;
    about?: (event: DoorEvent) => Readonly<Record<string, string>>;
    /** What is answered then, in the form of this door: come again. */
    again: (event: DoorEvent) => Answer;
  }>;

export const door = (
  { log, metrics, ...failing }: Door,
  attend: (event: DoorEvent) => Promise<Answer>,
): Handler<DoorEvent, Answer> =>
  stack(present({ log, metrics }), attend, [
    httpHeaderNormalizer(),
    changingAnswers(asAsked),
    changingAnswers(withHeaders),
    answeringErrors({ log, ...failing }),
  ]);

/** Used last, so that an error is an answer before the others see to it. */
const answeringErrors = ({ log, failed, about, again }: Door): DoorMiddleware => ({
  onError: (request) => {
    log.error(failed, request.error, about?.(request.event));
    request.response = again(request.event);
  },
});

type Change = (answer: Answer, event: DoorEvent) => Answer;

const changingAnswers = (change: Change): DoorMiddleware => {
  const hook: DoorMiddleware['after'] = (request) => {
    if (request.response) request.response = change(request.response, request.event);
  };
  return { after: hook, onError: hook };
};

const asAsked: Change = (answer, { requestContext }) =>
  requestContext.http.method === 'HEAD' ? { ...answer, body: '' } : answer;

const withHeaders: Change = (answer) => {
  const isPage = String(answer.headers?.['content-type']).startsWith('text/html');
  return { ...answer, headers: { ...EVERYWHERE, ...(isPage && ON_PAGES), ...answer.headers } };
};

/** Answers are about one person or one request, and are what they say they are. */
const EVERYWHERE = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

/** Never indexed, and nobody learns from where a link was followed: the address is the key to the page. */
const ON_PAGES = { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' };
