/**
 * The page behind the unsubscribe link. Nobody has to log in, give a reason or be persuaded. Whoever wants to
 * come back signs up again, because only a fresh confirmation lifts a withdrawal.
 */

import type { Language } from '../../core/message/locale.ts';
import type { ShopLook } from '../../core/program/shop-look.ts';
import type { Channel } from '../../core/reason.ts';
import { fill } from '../fill.ts';
import { type Page, pageFrame, paragraphs } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { inForm } from '../in-form.ts';
import { signUpPath } from '../sign-up-path.ts';

/**
 * `ask` shows the button, `done` confirms, `invalid` is a link that we did not sign, `again` asks to repeat
 * after a fault on our side.
 */
export type UnsubscribePageState = 'ask' | 'done' | 'invalid' | 'again';

export type UnsubscribeView = Readonly<{
  state: UnsubscribePageState;
  /** The channel on which the link ends marketing; e-mail where the link could not be read. */
  channel?: Channel;
  /**
   * Path of the preference centre: for customers who would rather have fewer messages than none, and for the
   * other channel.
   */
  preferences?: string;
  /** A signed token for the way back to the sign-up. */
  back?: string;
  /** Absent where something failed before the settings were read. */
  shop?: ShopLook | undefined;
}>;

export const unsubscribePage = (
  language: Language,
  { state, channel = 'email', preferences, back, shop }: UnsubscribeView,
): Page => {
  const words = inForm(WORDS[language][state], shop);
  const named = (text: string): string => fill(text, { channel: CHANNEL_WORDS[language][channel] });
  return pageFrame({
    language,
    shop,
    title: named(words.title),
    sign: SIGNS[state],
    status: state === 'done',
    content: html`${paragraphs(words.paragraphs.map(named))}
${words.button !== undefined && form(words.button)}
${words.back && html`<p class="small">${words.back.text} ${link(signUpPath(language, channel, back), words.back.link)}.</p>`}
${words.rather !== undefined && preferences !== undefined && html`<p class="small">${link(`${preferences}?l=${language}`, words.rather)}</p>`}`,
  });
};

const link = (path: string, text: string): Html => html`<a href="${path}">${text}</a>`;

const CHANNEL_WORDS: Readonly<Record<Language, Readonly<Record<Channel, string>>>> = {
  de: { email: 'E-Mail', whatsapp: 'WhatsApp' },
  en: { email: 'e-mail', whatsapp: 'WhatsApp' },
};

/** The form has no action, so it posts to the address that the page was read from, including its language. */
const form = (button: string): Html => html`<form method="post">
<input type="hidden" name="source" value="page">
<button type="submit">${button}</button>
</form>`;

const SIGNS: Readonly<Record<UnsubscribePageState, string>> = {
  ask: '\u2709',
  done: '\u2713',
  invalid: '\u2047',
  again: '\u21bb',
};

type Words = Readonly<{
  title: string;
  paragraphs: readonly string[];
  button?: string;
  back?: Readonly<{ text: string; link: string }>;
  rather?: string;
}>;

const WORDS: Readonly<Record<Language, Readonly<Record<UnsubscribePageState, Words>>>> = {
  de: {
    ask: {
      title: 'Keine Werbung mehr per {channel}?',
      paragraphs: [
        'Mit einem Klick [bestellen Sie|bestellst du] unsere Werbung per {channel} ab. Ein Konto oder eine Begründung [brauchen Sie|brauchst du] dafür nicht.',
        'Nachrichten zu [Ihren Bestellungen erhalten Sie|deinen Bestellungen erhältst du] weiterhin.',
      ],
      button: 'Jetzt abbestellen',
      rather: 'Lieber seltener, nur bestimmte Themen oder 30 Tage Pause?',
    },
    done: {
      title: '[Sie sind|Du bist] abgemeldet.',
      paragraphs: [
        'Wir schicken [Ihnen|dir] keine Werbung mehr per {channel}. Das gilt ab sofort.',
        'Nachrichten zu [Ihren Bestellungen erhalten Sie|deinen Bestellungen erhältst du] weiterhin. [Sie können|Du kannst] diese Seite nun schließen.',
      ],
      back: {
        text: 'Doch wieder von uns hören? Dafür brauchen wir eine neue Anmeldung, die [Sie bestätigen|du bestätigst]:',
        link: 'zur Anmeldung',
      },
      rather: 'Alle [Ihre|deine] Einstellungen ansehen',
    },
    invalid: {
      title: 'Dieser Link ist unvollständig.',
      paragraphs: [
        'Vermutlich wurde er beim Kopieren abgeschnitten. Bitte [öffnen Sie|öffne] den Link „Abbestellen“ noch einmal direkt aus der Nachricht.',
        'Klappt es nicht, [antworten Sie|antworte] einfach auf die Nachricht. Wir melden [Sie|dich] dann ab.',
      ],
    },
    again: {
      title: 'Das hat gerade nicht geklappt.',
      paragraphs: [
        'Es liegt an uns, nicht an [Ihnen|dir]. Bitte [versuchen Sie|versuche] es in einer Minute noch einmal.',
      ],
      button: 'Noch einmal versuchen',
    },
  },
  en: {
    ask: {
      title: 'No more marketing by {channel}?',
      paragraphs: [
        'One click and we stop sending you marketing by {channel}. You need no account and no reason.',
        'You will still receive messages about your orders.',
      ],
      button: 'Unsubscribe now',
      rather: 'Rather less often, certain topics only, or a pause of 30 days?',
    },
    done: {
      title: 'You are unsubscribed.',
      paragraphs: [
        'We no longer send you marketing by {channel}, as of now.',
        'You will still receive messages about your orders. You can close this page.',
      ],
      back: {
        text: 'Would you like to hear from us after all? That takes a new sign-up, which you confirm:',
        link: 'sign up',
      },
      rather: 'See all your preferences',
    },
    invalid: {
      title: 'This link is incomplete.',
      paragraphs: [
        'It was probably cut off when it was copied. Please open the “Unsubscribe” link once more, straight from the message.',
        'If that does not help, simply reply to the message and we will unsubscribe you.',
      ],
    },
    again: {
      title: 'That did not work just now.',
      paragraphs: ['The fault is ours, not yours. Please try again in a minute.'],
      button: 'Try again',
    },
  },
};
