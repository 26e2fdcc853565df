/**
 * A public page as an HTTP answer: never cached, never indexed, nothing from elsewhere, no cookies, no
 * redirects.
 */
import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { PAGE_STYLE } from '../pages/style.ts';

export const pageAnswer = (
  statusCode: number,
  html: string,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyStructuredResultV2 => ({ statusCode, headers: { ...HEADERS, ...headers }, body: html });

/** The same answer as the request's method wants it: HEAD gets no body. */
export const asAsked = (
  { requestContext }: APIGatewayProxyEventV2,
  answer: APIGatewayProxyStructuredResultV2,
): APIGatewayProxyStructuredResultV2 =>
  requestContext.http.method === 'HEAD' ? { ...answer, body: '' } : answer;

/** Only our own style may apply, and forms may only come back here. */
const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

const HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
};
