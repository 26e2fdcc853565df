/**
 * Makes the JSON answers of a door. Errors say what is wrong and what to do; they never repeat what was sent.
 */
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

export type Answer = APIGatewayProxyStructuredResultV2;

export const answer = (
  statusCode: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

export const refusal = (statusCode: number, error: string, message: string): Answer =>
  answer(statusCode, { error, message });

const RETRY_AFTER_SECONDS = '30';

/** The answer where a service that the door needs did not respond. */
export const unavailable = (message: string): Answer =>
  answer(503, { error: 'unavailable', message }, { 'retry-after': RETRY_AFTER_SECONDS });
