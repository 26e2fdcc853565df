/** Makes the HTTP answer of the page behind the unsubscribe link, in the reader's language. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { languageOf, pageAnswer } from '../../doors/page-answer.ts';
import {
  type UnsubscribePageState,
  type UnsubscribeView,
  unsubscribePage,
} from '../../pages/unsubscribe/unsubscribe-page.ts';

export const answer = (
  event: APIGatewayProxyEventV2,
  view: UnsubscribeView,
): APIGatewayProxyStructuredResultV2 =>
  pageAnswer(STATUS[view.state], unsubscribePage(languageOf(event), view));

const STATUS: Readonly<Record<UnsubscribePageState, number>> = {
  ask: 200,
  done: 200,
  invalid: 404,
  again: 503,
};
