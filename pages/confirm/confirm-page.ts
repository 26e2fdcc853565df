/**
 * The page behind the link that confirms a sign-up. Opening it changes nothing, because programs open links
 * too; its button confirms.
 */

import type { Language } from '../../core/message/locale.ts';
import type { ShopLook } from '../../core/program/shop-look.ts';
import type { Channel } from '../../core/reason.ts';
import { fill } from '../fill.ts';
import { type Page, pageFrame, paragraphs } from '../frame.ts';
import { html } from '../html.ts';
import { inForm } from '../in-form.ts';
import { signUpPath } from '../sign-up-path.ts';

/**
 * `ask` shows the button, `done` confirms, `expired` and `outdated` lead back to the sign-up, `invalid` is a
 * link that we did not sign, `again` is a fault on our side.
 */
export type ConfirmPageState = 'ask' | 'done' | 'expired' | 'outdated' | 'invalid' | 'again';

type ConfirmView = Readonly<{
  shop?: ShopLook | undefined;
  channel: Channel;
  /** Signed, for the way back to the sign-up. */
  back?: string | undefined;
}>;

export const confirmPage = (
  language: Language,
  state: ConfirmPageState,
  { shop, channel, back }: ConfirmView,
): Page => {
  const words = inForm(WORDS[language][state], shop);
  const named = (text: string): string =>
    fill(text, { shop: shop?.name ?? '', channel: CHANNEL_NAMES[language][channel] });
  return pageFrame({
    language,
    shop,
    title: named(words.title),
    sign: SIGNS[state],
    status: state === 'done',
    content: html`${paragraphs(words.texts.map(named))}
${words.button !== undefined && html`<form method="post"><button type="submit">${words.button}</button></form>`}
${words.signUp !== undefined && html`<p><a href="${signUpPath(language, channel, back)}">${words.signUp}</a></p>`}`,
  });
};

const SIGNS: Readonly<Record<ConfirmPageState, string>> = {
  ask: '\u2709',
  done: '\u2713',
  expired: '\u2047',
  outdated: '\u2047',
  invalid: '\u2047',
  again: '\u21bb',
};

const CHANNEL_NAMES: Readonly<Record<Language, Readonly<Record<Channel, string>>>> = {
  de: { email: 'E-Mail', whatsapp: 'WhatsApp' },
  en: { email: 'e-mail', whatsapp: 'WhatsApp' },
};

type Words = Readonly<{ title: string; texts: readonly string[]; button?: string; signUp?: string }>;

const WORDS: Readonly<Record<Language, Readonly<Record<ConfirmPageState, Words>>>> = {
  de: {
    ask: {
      title: 'Anmeldung bestätigen',
      texts: [
        'Mit einem Klick [bestätigen Sie|bestätigst du], dass {shop} [Ihnen|dir] per {channel} Werbung schicken darf: Neuigkeiten, Angebote und Tipps.',
        'Abmelden [können Sie sich|kannst du dich] jederzeit, über den Link in jeder Nachricht. [Haben Sie sich|Hast du dich] nicht angemeldet, [schließen Sie|schließ] diese Seite einfach.',
      ],
      button: 'Ja, Anmeldung bestätigen',
    },
    done: {
      title: '[Sie sind|Du bist] angemeldet.',
      texts: [
        'Vielen Dank. Ab jetzt [hören Sie|hörst du] von {shop} per {channel}. [Sie können|Du kannst] diese Seite nun schließen.',
      ],
    },
    expired: {
      title: 'Dieser Link ist abgelaufen.',
      texts: ['Er galt sieben Tage. Angemeldet [wurden Sie|wurdest du] nicht.'],
      signUp: 'Noch einmal anmelden',
    },
    outdated: {
      title: 'Dieser Link gilt nicht mehr.',
      texts: [
        '[Sie haben sich|Du hast dich] nach dieser Anmeldung wieder abgemeldet; dabei bleibt es. [Möchten Sie doch wieder von uns hören, melden Sie sich|Möchtest du doch wieder von uns hören, melde dich] neu an.',
      ],
      signUp: 'Neu anmelden',
    },
    invalid: {
      title: 'Dieser Link ist unvollständig.',
      texts: [
        'Vermutlich wurde er beim Kopieren abgeschnitten. Bitte [öffnen Sie|öffne] ihn noch einmal direkt aus der Nachricht.',
      ],
      signUp: 'Noch einmal anmelden',
    },
    again: {
      title: 'Das hat gerade nicht geklappt.',
      texts: [
        'Es liegt an uns, nicht an [Ihnen|dir]. Bitte [versuchen Sie|versuche] es in einer Minute noch einmal.',
      ],
      button: 'Noch einmal versuchen',
    },
  },
  en: {
    ask: {
      title: 'Confirm your sign-up',
      texts: [
        'One click confirms that {shop} may send you marketing by {channel}: news, offers and tips.',
        'You can unsubscribe at any time by the link in every message. If you did not sign up, simply close this page.',
      ],
      button: 'Yes, confirm my sign-up',
    },
    done: {
      title: 'You are signed up.',
      texts: ['Thank you. From now on you will hear from {shop} by {channel}. You can close this page.'],
    },
    expired: {
      title: 'This link has expired.',
      texts: ['It was valid for seven days. You have not been signed up.'],
      signUp: 'Sign up once more',
    },
    outdated: {
      title: 'This link is no longer valid.',
      texts: [
        'You unsubscribed after this sign-up, and so it stays. If you would like to hear from us again, please sign up anew.',
      ],
      signUp: 'Sign up anew',
    },
    invalid: {
      title: 'This link is incomplete.',
      texts: [
        'It was probably cut off when it was copied. Please open it once more, straight from the message.',
      ],
      signUp: 'Sign up once more',
    },
    again: {
      title: 'That did not work just now.',
      texts: ['The fault is ours, not yours. Please try again in a minute.'],
      button: 'Try again',
    },
  },
};
