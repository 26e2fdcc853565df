/** The page as an HTTP answer: never cached, never indexed, nothing from elsewhere, no cookies, no redirects. */
import { createHash } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Language } from '../../core/render/locale.ts';
import type { UnsubscribePageState } from '../../core/unsubscribe-page.ts';
import { UNSUBSCRIBE_STYLE, unsubscribePage } from '../../core/unsubscribe-page.ts';

export const page = (language: Language, state: UnsubscribePageState): APIGatewayProxyStructuredResultV2 => ({
  statusCode: STATUS[state],
  headers: state === 'again' ? { ...HEADERS, 'retry-after': RETRY_AFTER_SECONDS } : HEADERS,
  body: unsubscribePage(language, state),
});

const STATUS: Readonly<Record<UnsubscribePageState, number>> = { ask: 200, done: 200, invalid: 404, again: 503 };

const RETRY_AFTER_SECONDS = '60';

/** Only our own style may apply, and forms may only come back here. */
const STYLE_HASH = createHash('sha256').update(UNSUBSCRIBE_STYLE).digest('base64');

const HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
};
