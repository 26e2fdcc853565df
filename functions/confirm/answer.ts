/** Makes the HTTP answer of the page behind a confirm link. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { languageOf, pageAnswer } from '../../doors/page-answer.ts';
import { type ConfirmPageState, confirmPage } from '../../pages/confirm/confirm-page.ts';
import type { Shown } from './confirm.ts';

export const answer = (
  event: APIGatewayProxyEventV2,
  { state, shop, channel = 'email', back }: Shown,
): APIGatewayProxyStructuredResultV2 =>
  pageAnswer(STATUS[state], confirmPage(languageOf(event), state, { shop, channel, back }));

const STATUS: Readonly<Record<ConfirmPageState, number>> = {
  ask: 200,
  done: 200,
  expired: 410,
  outdated: 410,
  invalid: 404,
  again: 503,
};
