/** Makes the HTTP answer of a public page; the door adds the headers that every page has. */

import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Language } from '../core/message/locale.ts';
import { present } from '../core/present.ts';
import type { Page } from '../pages/frame.ts';
import { pageLanguage } from '../pages/language.ts';

/** Seconds before a person should try again by hand. */
export const PAGE_RETRY_AFTER_SECONDS = '60';

export const pageAnswer = (
  statusCode: number,
  page: Page,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policyOf(page),
    ...present({ 'retry-after': statusCode === 503 ? PAGE_RETRY_AFTER_SECONDS : undefined }),
    ...headers,
  },
  body: page.html,
});

/** The language that the link names, otherwise the browser's. */
export const languageOf = ({ queryStringParameters, headers }: APIGatewayProxyEventV2): Language =>
  pageLanguage(queryStringParameters?.['l'], headers['accept-language']);

/**
 * The content security policy: no script, no style but the page's own, no picture but the shop's logo, and
 * forms go to this API only.
 */
const policyOf = ({ style, picture }: Page): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    ...(picture === undefined ? [] : [`img-src ${sourceOf(picture)}`]),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * The picture as a CSP source, which ends at a blank, a comma or a semicolon and has no query (CSP 3, 2.3.1).
 */
const sourceOf = (address: string): string => {
  const url = URL.parse(address);
  return url?.protocol === 'https:' && !url.hostname.includes('*')
    ? `${url.origin}${url.pathname}`.replaceAll(';', '%3B').replaceAll(',', '%2C')
    : "'none'";
};
