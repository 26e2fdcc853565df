/** Makes the HTTP answer of the preference centre's page, in the reader's language. */
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { formatDay } from '../../core/message/format.ts';
import type { Language } from '../../core/message/locale.ts';
import type { ShopLook } from '../../core/program/shop-look.ts';
import { languageOf, pageAnswer } from '../../doors/page-answer.ts';
import {
  type PreferencesView,
  preferencesNotice,
  preferencesPage,
} from '../../pages/preferences/preferences-page.ts';

/** The content of the page; days are written out here, where the language is known. */
export type Shown = Omit<PreferencesView, 'language' | 'pausedUntil'> & Readonly<{ zone: string }>;

/** `invalid` is a link that we did not sign; `again` is a fault on our side. */
export type Notice = Readonly<{ notice: 'invalid' | 'again'; shop?: ShopLook | undefined }>;

export const answer = (
  event: APIGatewayProxyEventV2,
  shown: Shown | Notice,
): APIGatewayProxyStructuredResultV2 => {
  const language = languageOf(event);
  if ('notice' in shown)
    return pageAnswer(
      shown.notice === 'invalid' ? 404 : 503,
      preferencesNotice(language, shown.notice, shown.shop),
    );
  const { zone, ...view } = shown;
  const until = view.standing.pausedUntil;
  const pausedUntil = until === undefined ? {} : { pausedUntil: formatDay(until, LOCALES[language], zone) };
  return pageAnswer(
    view.done?.action === 'unclear' ? 400 : 200,
    preferencesPage({ ...view, language, ...pausedUntil }),
  );
};

const LOCALES: Readonly<Record<Language, string>> = { de: 'de-DE', en: 'en-GB' };
