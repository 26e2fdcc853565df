/** A JSON answer of a door. Errors say what is wrong and what to do; they never repeat what was sent. */
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

/** A service that is needed did not answer. */
export const unavailable = (message: string): Answer =>
  answer(503, { error: 'unavailable', message }, { 'retry-after': RETRY_AFTER_SECONDS });
