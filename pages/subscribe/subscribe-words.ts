/**
 * The words of the hosted sign-up page. Changing a consent text needs a new text version
 * (pages/subscribe/subscribe-page.ts): it is evidence.
 */
import type { SignUpProblem } from '../../core/consent/sign-up.ts';
import type { Language } from '../../core/message/locale.ts';

export type Choice = 'email' | 'whatsapp';
type Notice = 'asked' | 'asked-whatsapp' | 'limited' | 'unreadable' | 'again';

export type Words = Readonly<{
  title: string;
  intro: string;
  introBoth: string;
  channel: string;
  channels: Readonly<Record<Choice, string>>;
  labels: Readonly<Record<'email' | 'phone' | 'first_name', string>>;
  hints: Readonly<Partial<Record<'email' | 'phone' | 'first_name', string>>>;
  trap: string;
  /** Ends without a full stop: the way to object follows. */
  consent: string;
  consentBoth: string;
  byContact: string;
  button: string;
  problem: Readonly<Record<SignUpProblem, string>>;
  notices: Readonly<Record<Notice, Readonly<{ title: string; texts: readonly string[] }>>>;
}>;

export const SUBSCRIBE_WORDS: Readonly<Record<Language, Words>> = {
  de: {
    title: 'Post von {shop}',
    intro:
      'Tragen Sie Ihre E-Mail-Adresse ein. Sie bekommen dann eine Nachricht mit einem Link; erst wenn Sie ihn bestätigen, geht es los.',
    introBoth:
      'Wählen Sie, wie wir Ihnen schreiben dürfen. Sie bekommen dann eine Nachricht; erst wenn Sie sie bestätigen, geht es los.',
    channel: 'Wie dürfen wir Ihnen schreiben?',
    channels: { email: 'Per E-Mail', whatsapp: 'Per WhatsApp' },
    labels: { email: 'E-Mail-Adresse', phone: 'Mobilnummer', first_name: 'Vorname' },
    hints: { phone: 'nur für WhatsApp, zum Beispiel +49 171 …', first_name: 'freiwillig' },
    trap: 'Dieses Feld bitte leer lassen',
    consent:
      'Mit „Anmelden“ willige ich ein, dass {shop} mir per E-Mail Werbung schickt: Neuigkeiten, Angebote und Tipps rund um das Sortiment. Ich kann die Einwilligung jederzeit mit Wirkung für die Zukunft widerrufen, über den Link in jeder E-Mail',
    consentBoth:
      'Mit „Anmelden“ willige ich ein, dass {shop} mir auf dem gewählten Weg Werbung schickt: Neuigkeiten, Angebote und Tipps rund um das Sortiment. Ich kann die Einwilligung jederzeit mit Wirkung für die Zukunft widerrufen, über den Link in jeder E-Mail oder mit STOP als Antwort auf WhatsApp',
    byContact: ' oder formlos an {contact}',
    button: 'Anmelden',
    problem: {
      email:
        'Bitte prüfen Sie die E-Mail-Adresse: Sie braucht ein @ und eine Endung, zum Beispiel name@example.org.',
      phone: 'Bitte prüfen Sie die Mobilnummer, am besten mit Ländervorwahl, zum Beispiel +49 171 …',
      channel: 'Bitte wählen Sie E-Mail oder WhatsApp.',
    },
    notices: {
      asked: {
        title: 'Fast geschafft: bitte bestätigen',
        texts: [
          'Wir haben eine E-Mail an die angegebene Adresse geschickt. Bitte öffnen Sie den Link darin und bestätigen Sie dort Ihre Anmeldung. Er gilt sieben Tage.',
          'Nichts angekommen? Sehen Sie im Spam-Ordner nach, oder tragen Sie sich in zehn Minuten noch einmal ein.',
        ],
      },
      'asked-whatsapp': {
        title: 'Fast geschafft: bitte bestätigen',
        texts: [
          'Wir haben eine WhatsApp-Nachricht an die angegebene Nummer geschickt. Bitte bestätigen Sie dort Ihre Anmeldung.',
        ],
      },
      limited: {
        title: 'Bitte etwas Geduld',
        texts: ['Von hier kamen gerade sehr viele Anmeldungen. Bitte versuchen Sie es später noch einmal.'],
      },
      unreadable: {
        title: 'Das konnten wir nicht lesen.',
        texts: ['Bitte schicken Sie das Formular noch einmal ab.'],
      },
      again: {
        title: 'Das hat gerade nicht geklappt.',
        texts: ['Es liegt an uns, nicht an Ihnen. Bitte versuchen Sie es in einer Minute noch einmal.'],
      },
    },
  },
  en: {
    title: 'News from {shop}',
    intro:
      'Enter your e-mail address. We will send you a message with a link; nothing starts before you confirm it.',
    introBoth:
      'Choose how we may write to you. We will send you a message; nothing starts before you confirm it.',
    channel: 'How may we write to you?',
    channels: { email: 'By e-mail', whatsapp: 'By WhatsApp' },
    labels: { email: 'E-mail address', phone: 'Mobile number', first_name: 'First name' },
    hints: { phone: 'only for WhatsApp, for example +49 171 …', first_name: 'optional' },
    trap: 'Please leave this field empty',
    consent:
      'By choosing “Sign up” I agree that {shop} sends me marketing by e-mail: news, offers and tips about its products. I can withdraw my consent at any time for the future, by the link in every e-mail',
    consentBoth:
      'By choosing “Sign up” I agree that {shop} sends me marketing in the way I chose: news, offers and tips about its products. I can withdraw my consent at any time for the future, by the link in every e-mail or by answering STOP on WhatsApp',
    byContact: ' or by writing to {contact}',
    button: 'Sign up',
    problem: {
      email: 'Please check the e-mail address: it needs an @ and an ending, for example name@example.org.',
      phone: 'Please check the mobile number, best with its country code, for example +49 171 …',
      channel: 'Please choose e-mail or WhatsApp.',
    },
    notices: {
      asked: {
        title: 'Almost done: please confirm',
        texts: [
          'We have sent an e-mail to the address you gave. Please open the link in it and confirm your sign-up there. It is valid for seven days.',
          'Nothing arrived? Look into your spam folder, or sign up once more in ten minutes.',
        ],
      },
      'asked-whatsapp': {
        title: 'Almost done: please confirm',
        texts: ['We have sent a WhatsApp message to the number you gave. Please confirm your sign-up there.'],
      },
      limited: {
        title: 'A little patience, please',
        texts: ['Many sign-ups came from here just now. Please try again later.'],
      },
      unreadable: { title: 'We could not read that.', texts: ['Please send the form once more.'] },
      again: {
        title: 'That did not work just now.',
        texts: ['The fault is ours, not yours. Please try again in a minute.'],
      },
    },
  },
};
