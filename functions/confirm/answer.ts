/** Makes the HTTP answers of the pages behind a confirm link and behind an answer link. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { languageOf, pageAnswer } from '../../doors/page-answer.ts';
import { type AnswerPageState, type AnswerView, answerPage } from '../../pages/answer/answer-page.ts';
import { type ConfirmPageState, confirmPage } from '../../pages/confirm/confirm-page.ts';
import type { Shown } from './confirm.ts';

export const answer = (
  event: APIGatewayProxyEventV2,
  { state, shop, channel = 'email', back }: Shown,
): APIGatewayProxyStructuredResultV2 =>
  pageAnswer(STATUS[state], confirmPage(languageOf(event), state, { shop, channel, back }));

export const answerToQuestion = (
  event: APIGatewayProxyEventV2,
  view: AnswerView,
): APIGatewayProxyStructuredResultV2 =>
  pageAnswer(QUESTION_STATUS[view.state], answerPage(languageOf(event), view));

const QUESTION_STATUS: Readonly<Record<AnswerPageState, number>> = {
  ask: 200,
  done: 200,
  gone: 410,
  invalid: 404,
  again: 503,
};

const STATUS: Readonly<Record<ConfirmPageState, number>> = {
  ask: 200,
  done: 200,
  expired: 410,
  outdated: 410,
  invalid: 404,
  again: 503,
};
