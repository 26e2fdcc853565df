/** The page behind the unsubscribe link as an HTTP answer. */
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Language } from '../../core/message/locale.ts';
import { pageAnswer } from '../../doors/page-answer.ts';
import {
  type UnsubscribePageState,
  type UnsubscribeView,
  unsubscribePage,
} from '../../pages/unsubscribe/unsubscribe-page.ts';

export const page = (language: Language, view: UnsubscribeView): APIGatewayProxyStructuredResultV2 =>
  pageAnswer(
    STATUS[view.state],
    unsubscribePage(language, view),
    view.state === 'again' ? { 'retry-after': RETRY_AFTER_SECONDS } : {},
  );

const STATUS: Readonly<Record<UnsubscribePageState, number>> = {
  ask: 200,
  done: 200,
  invalid: 404,
  again: 503,
};

const RETRY_AFTER_SECONDS = '60';
