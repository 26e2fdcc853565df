/** A public page as an HTTP answer; the door adds the headers that every page has. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Language } from '../core/message/locale.ts';
import { pageLanguage } from '../pages/language.ts';

/** A person who is told to come again does so by hand. */
export const PAGE_RETRY_AFTER_SECONDS = '60';

export const pageAnswer = (
  statusCode: number,
  html: string,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    ...(statusCode === 503 && { 'retry-after': PAGE_RETRY_AFTER_SECONDS }),
    ...headers,
  },
  body: html,
});

/** As the link says, or else the browser. */
export const languageOf = ({ queryStringParameters, headers }: APIGatewayProxyEventV2): Language =>
  pageLanguage(queryStringParameters?.['l'], headers['accept-language']);
