/** The page behind the link to confirm as an HTTP answer. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { asAsked, pageAnswer } from '../../doors/page-answer.ts';
import { type ConfirmPageState, confirmPage } from '../../pages/confirm/confirm-page.ts';
import { pageLanguage } from '../../pages/language.ts';
import type { Shown } from './confirm.ts';

export const answer = (
  event: APIGatewayProxyEventV2,
  { state, shop, channel }: Shown,
): APIGatewayProxyStructuredResultV2 => {
  const language = pageLanguage(event.queryStringParameters?.['l'], event.headers['accept-language']);
  const page = pageAnswer(
    STATUS[state],
    confirmPage(language, state, { shop, channel: channel ?? 'email' }),
    state === 'again' ? { 'retry-after': RETRY_AFTER_SECONDS } : {},
  );
  return asAsked(event, page);
};

const STATUS: Readonly<Record<ConfirmPageState, number>> = {
  ask: 200,
  done: 200,
  expired: 410,
  outdated: 410,
  invalid: 404,
  again: 503,
};

const RETRY_AFTER_SECONDS = '60';
