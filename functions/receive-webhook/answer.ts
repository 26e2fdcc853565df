/** What the door answers. Errors say what is wrong and what to do; they never repeat what was sent. */
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

export type Answer = APIGatewayProxyStructuredResultV2;

const RETRY_AFTER_SECONDS = 30;

export const answer = (
  statusCode: number,
  body: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
});

export const refusal = (statusCode: number, error: string, message: string): Answer =>
  answer(statusCode, { error, message });

export const unavailable: Answer = answer(
  503,
  { error: 'unavailable', message: 'The event was not stored. Send it again.' },
  { 'retry-after': String(RETRY_AFTER_SECONDS) },
);
