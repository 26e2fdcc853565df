/**
 * The words of the hosted sign-up page. A changed consent text needs a new text version
 * (pages/subscribe/subscribe-page.ts), because the text is evidence.
 */
import type { SignUpProblem } from '../../core/consent/sign-up.ts';
import type { Language } from '../../core/message/locale.ts';
import type { FieldName } from './sign-up-form.ts';

export type Notice = 'asked' | 'asked-whatsapp' | 'asked-both' | 'limited' | 'unreadable' | 'again';

export type Words = Readonly<{
  title: string;
  intro: string;
  introBoth: string;
  labels: Readonly<Record<FieldName, string>>;
  hints: Readonly<Partial<Record<FieldName, string>>>;
  /** The box that also asks for messages by WhatsApp. */
  also: Readonly<{ text: string; hint: string }>;
  trap: string;
  /** Ends without a full stop, because the way to object follows. */
  consent: string;
  consentBoth: string;
  byContact: string;
  privacy: Readonly<{ before: string; link: string }>;
  button: string;
  /**
   * Stands below the form where the customer writes first (core/consent/write-first.ts has the text that they
   * send).
   */
  writeFirst: Readonly<Record<'title' | 'text' | 'consent' | 'button', string>>;
  problem: Readonly<Record<SignUpProblem, string>>;
  nothingGiven: string;
  notices: Readonly<Record<Notice, Readonly<{ title: string; texts: readonly string[]; back?: string }>>>;
}>;

/**
 * Everybody gets the same answer, because an answer that says whether something was sent would reveal who is
 * a customer. The text explains when nothing arrives, so that nobody waits in vain.
 */
const NOTHING_DE =
  'Nichts angekommen? [Sehen Sie|Sieh] im Spam-Ordner nach, oder [tragen Sie sich|trag dich] in zehn Minuten noch einmal ein. An eine Adresse schicken wir höchstens wenige solche Nachrichten in der Woche, und keine, wenn sie sich in den letzten 30 Tagen abgemeldet hat: Dann führt der Link „Einstellungen“ in einer unserer früheren Nachrichten zurück.';
const NOTHING_EN =
  'Nothing arrived? Look into your spam folder, or sign up once more in ten minutes. We send one address only a few such messages a week, and none if it was unsubscribed within the last 30 days: then the link “Preferences” in one of our earlier messages leads back.';

export const SUBSCRIBE_WORDS: Readonly<Record<Language, Words>> = {
  de: {
    title: 'Post von {shop}',
    intro:
      '[Tragen Sie Ihre|Trag deine] E-Mail-Adresse ein. [Sie bekommen|Du bekommst] dann eine Nachricht mit einem Link; erst wenn [Sie ihn bestätigen|du ihn bestätigst], geht es los.',
    introBoth:
      'Wie dürfen wir [Ihnen|dir] schreiben, per E-Mail, per WhatsApp oder auf beiden Wegen? Auf jedem [bekommen Sie|bekommst du] eine Nachricht; erst wenn [Sie sie bestätigen|du sie bestätigst], geht es dort los.',
    labels: { email: 'E-Mail-Adresse', phone: 'Mobilnummer', first_name: 'Vorname' },
    hints: { phone: 'Am besten mit Ländervorwahl, zum Beispiel +49 171 …', first_name: 'Freiwillig' },
    also: {
      text: 'Per WhatsApp',
      hint: 'Zusätzlich, oder statt E-Mail: dann [lassen Sie|lass] die E-Mail-Adresse frei.',
    },
    trap: 'Dieses Feld bitte leer lassen',
    consent:
      'Mit „Anmelden“ willige ich ein, dass {shop} mir per E-Mail Werbung schickt: Neuigkeiten, Angebote und Tipps rund um das Sortiment. Ich kann die Einwilligung jederzeit mit Wirkung für die Zukunft widerrufen, über den Link in jeder E-Mail',
    consentBoth:
      'Mit „Anmelden“ willige ich ein, dass {shop} mir auf den Wegen Werbung schickt, die ich hier angebe: Neuigkeiten, Angebote und Tipps rund um das Sortiment. Ich kann die Einwilligung jederzeit mit Wirkung für die Zukunft widerrufen, über den Link in jeder E-Mail oder mit STOP als Antwort auf WhatsApp',
    byContact: ' oder formlos an {contact}',
    privacy: {
      before: 'Wie wir mit [Ihren|deinen] Angaben umgehen, steht in unserer',
      link: 'Datenschutzerklärung',
    },
    button: 'Anmelden',
    writeFirst: {
      title: 'Oder per WhatsApp',
      text: 'Hier [schreiben Sie|schreibst du] uns zuerst: WhatsApp öffnet sich mit einer fertigen Nachricht, die [Sie nur noch abschicken|du nur noch abschickst].',
      consent:
        'Mit dem Abschicken der Nachricht willige ich ein, dass {shop} mir per WhatsApp Werbung schickt: Neuigkeiten, Angebote und Tipps rund um das Sortiment. Ich kann die Einwilligung jederzeit mit Wirkung für die Zukunft widerrufen, mit STOP als Antwort',
      button: 'In WhatsApp anmelden',
    },
    problem: {
      email:
        'Bitte [prüfen Sie|prüfe] die E-Mail-Adresse: Es braucht ein @ und eine Endung, zum Beispiel name@example.org.',
      phone:
        'Bitte [prüfen Sie|prüfe] die Mobilnummer, am besten mit Ländervorwahl, zum Beispiel +49 171 … Wir schreiben nur an Nummern aus den Ländern, die wir beliefern.',
      channel: 'Bitte [wählen Sie|wähle] E-Mail oder WhatsApp.',
      whatsapp:
        'Für WhatsApp [schreiben Sie|schreib] uns bitte zuerst; eine Nummer nehmen wir hier nicht entgegen.',
    },
    nothingGiven:
      'Bitte [geben Sie Ihre E-Mail-Adresse an, oder wählen Sie|gib deine E-Mail-Adresse an, oder wähle] WhatsApp.',
    notices: {
      asked: {
        title: 'Fast geschafft: bitte bestätigen',
        texts: [
          'Wir schicken eine E-Mail an die angegebene Adresse. Bitte [öffnen Sie|öffne] den Link darin und [bestätigen Sie dort Ihre|bestätige dort deine] Anmeldung. Er gilt sieben Tage.',
          NOTHING_DE,
        ],
      },
      'asked-whatsapp': {
        title: 'Fast geschafft: bitte bestätigen',
        texts: [
          'Wir schicken eine WhatsApp-Nachricht an die angegebene Nummer. Bitte [bestätigen Sie dort Ihre|bestätige dort deine] Anmeldung.',
        ],
      },
      'asked-both': {
        title: 'Fast geschafft: bitte zweimal bestätigen',
        texts: [
          'Wir schicken eine E-Mail an die angegebene Adresse und eine WhatsApp-Nachricht an die angegebene Nummer. Bitte [bestätigen Sie|bestätige] in beiden; jede gilt für sich. Der Link in der E-Mail gilt sieben Tage.',
          NOTHING_DE,
        ],
      },
      limited: {
        title: 'Bitte etwas Geduld',
        texts: [
          'Von hier kamen gerade sehr viele Anmeldungen. Bitte [versuchen Sie|versuche] es später noch einmal.',
        ],
        back: 'Zurück zum Formular',
      },
      unreadable: {
        title: 'Das konnten wir nicht lesen.',
        texts: ['Bitte [schicken Sie|schick] das Formular noch einmal ab.'],
        back: 'Zum Formular',
      },
      again: {
        title: 'Das hat gerade nicht geklappt.',
        texts: [
          'Es liegt an uns, nicht an [Ihnen|dir]. Bitte [versuchen Sie|versuche] es in einer Minute noch einmal.',
        ],
        back: 'Zurück zum Formular',
      },
    },
  },
  en: {
    title: 'News from {shop}',
    intro:
      'Enter your e-mail address. We will send you a message with a link; nothing starts before you confirm it.',
    introBoth:
      'How may we write to you: by e-mail, by WhatsApp, or both? We will send you a message on each; nothing starts there before you confirm it.',
    labels: { email: 'E-mail address', phone: 'Mobile number', first_name: 'First name' },
    hints: { phone: 'Best with its country code, for example +49 171 …', first_name: 'Optional' },
    also: {
      text: 'By WhatsApp',
      hint: 'As well, or instead of e-mail: then leave the e-mail address empty.',
    },
    trap: 'Please leave this field empty',
    consent:
      'By choosing “Sign up” I agree that {shop} sends me marketing by e-mail: news, offers and tips about its products. I can withdraw my consent at any time for the future, by the link in every e-mail',
    consentBoth:
      'By choosing “Sign up” I agree that {shop} sends me marketing in the ways I give here: news, offers and tips about its products. I can withdraw my consent at any time for the future, by the link in every e-mail or by answering STOP on WhatsApp',
    byContact: ' or by writing to {contact}',
    privacy: { before: 'How we handle your data is written in our', link: 'privacy statement' },
    button: 'Sign up',
    writeFirst: {
      title: 'Or by WhatsApp',
      text: 'Here you write to us first: WhatsApp opens with a message that you only have to send.',
      consent:
        'By sending the message I agree that {shop} sends me marketing by WhatsApp: news, offers and tips about its products. I can withdraw my consent at any time for the future, by answering STOP',
      button: 'Sign up in WhatsApp',
    },
    problem: {
      email: 'Please check the e-mail address: it needs an @ and an ending, for example name@example.org.',
      phone:
        'Please check the mobile number, best with its country code, for example +49 171 … We only write to numbers of the countries that we deliver to.',
      channel: 'Please choose e-mail or WhatsApp.',
      whatsapp: 'For WhatsApp please write to us first; we take no number here.',
    },
    nothingGiven: 'Please give your e-mail address, or choose WhatsApp.',
    notices: {
      asked: {
        title: 'Almost done: please confirm',
        texts: [
          'We are sending an e-mail to the address you gave. Please open the link in it and confirm your sign-up there. It is valid for seven days.',
          NOTHING_EN,
        ],
      },
      'asked-whatsapp': {
        title: 'Almost done: please confirm',
        texts: [
          'We are sending a WhatsApp message to the number you gave. Please confirm your sign-up there.',
        ],
      },
      'asked-both': {
        title: 'Almost done: please confirm twice',
        texts: [
          'We are sending an e-mail to the address you gave and a WhatsApp message to the number. Please confirm in both; each counts by itself. The link in the e-mail is valid for seven days.',
          NOTHING_EN,
        ],
      },
      limited: {
        title: 'A little patience, please',
        texts: ['Many sign-ups came from here just now. Please try again later.'],
        back: 'Back to the form',
      },
      unreadable: {
        title: 'We could not read that.',
        texts: ['Please send the form once more.'],
        back: 'To the form',
      },
      again: {
        title: 'That did not work just now.',
        texts: ['The fault is ours, not yours. Please try again in a minute.'],
        back: 'Back to the form',
      },
    },
  },
};
