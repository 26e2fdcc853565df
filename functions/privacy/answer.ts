/** What the commands answer. Errors say what is wrong and what to do; they never repeat whom it was about. */
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

export type Answer = APIGatewayProxyStructuredResultV2;

export const answer = (
  statusCode: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  statusCode,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: JSON.stringify(body),
});

export const refusal = (statusCode: number, error: string, message: string): Answer =>
  answer(statusCode, { error, message });

const RETRY_AFTER_SECONDS = '30';

export const unavailable: Answer = answer(
  503,
  {
    error: 'unavailable',
    message: 'A service it needs did not answer. Send the command again; repeating is harmless.',
  },
  { 'retry-after': RETRY_AFTER_SECONDS },
);
