/** Every word of the preference centre, in German and English. */
import type { Frequency } from '../../core/consent/preferences.ts';
import type { Action } from '../../core/consent/preferences-form.ts';
import type { Language } from '../../core/message/locale.ts';
import type { Channel, Topic } from '../../core/reason.ts';

export type PreferencesWords = Readonly<{
  title: string;
  /** With {shop}. */
  intro: string;
  channelsLegend: string;
  channels: Readonly<Record<Channel, string>>;
  /** The channel's name within a sentence. */
  inSentence: Readonly<Record<Channel, string>>;
  /** Stands beside a channel on which nothing is allowed at present. */
  signUpHint: string;
  signUpLink: string;
  topicsLegend: string;
  topics: Readonly<Record<Topic, Readonly<{ name: string; hint: string }>>>;
  frequencyLegend: string;
  frequencies: Readonly<Record<Frequency | 'shop', string>>;
  buttons: Readonly<Record<'save' | 'pause' | 'resume', string>>;
  unsubscribe: (channel: string) => string;
  nothingHint: string;
  done: Readonly<Record<Action, string>>;
  reached: (channels: string, topics: string) => string;
  /** Stands there while a pause holds. */
  reachedAfterwards: (channels: string, topics: string) => string;
  frequencyNow: Readonly<Record<Frequency, string>>;
  pausedNow: (day: string) => string;
  /** Stands beside the form while a pause holds. */
  pausedHint: string;
  leftNow: (channel: string) => string;
  leftOne: (channel: string) => string;
  nothingNow: string;
  ordersNow: string;
  /** Stands beside the sign-up, for a customer who has left everything. */
  cameBack: string;
  needsConsent: (channels: string) => string;
  unclear: string;
  invalid: Readonly<{ title: string; paragraphs: readonly string[] }>;
  again: Readonly<{ title: string; paragraphs: readonly string[] }>;
}>;

export const PREFERENCES_WORDS: Readonly<Record<Language, PreferencesWords>> = {
  de: {
    title: '[Ihre|Deine] Einstellungen',
    intro:
      '[Bestimmen Sie|Bestimme], was {shop} [Ihnen|dir] schicken darf. Nachrichten zu [Ihren Bestellungen erhalten Sie|deinen Bestellungen erhältst du] davon unabhängig.',
    channelsLegend: 'Auf welchem Weg?',
    channels: { email: 'E-Mail', whatsapp: 'WhatsApp' },
    inSentence: { email: 'E-Mail', whatsapp: 'WhatsApp' },
    signUpHint:
      'Zurzeit nicht abonniert. Ein Häkchen genügt dafür nicht, wir brauchen [Ihre|deine] bestätigte Anmeldung:',
    signUpLink: 'zur Anmeldung',
    topicsLegend: 'Zu welchen Themen?',
    topics: {
      newsletter: { name: 'Newsletter', hint: 'Neues aus dem Shop' },
      offers: { name: 'Angebote', hint: 'Vergünstigungen und Erinnerungen an [Ihren|deinen] Warenkorb' },
      'product-care': {
        name: 'Produkttipps',
        hint: 'Hinweise zu dem, was [Sie gekauft haben|du gekauft hast]',
      },
      reviews: { name: 'Bewertungen', hint: 'Bitten um [Ihre|deine] Meinung' },
    },
    frequencyLegend: 'Wie oft höchstens?',
    frequencies: {
      shop: 'So oft, wie es etwas zu sagen gibt',
      weekly: 'Einmal in der Woche',
      monthly: 'Einmal im Monat',
    },
    buttons: { save: 'Einstellungen speichern', pause: '30 Tage Pause', resume: 'Pause beenden' },
    unsubscribe: (channel) => `Werbung per ${channel} abbestellen`,
    nothingHint: 'Ohne jedes Häkchen bei Weg oder Thema [bestellen Sie|bestellst du] die ganze Werbung ab.',
    done: {
      save: '[Ihre|Deine] Einstellungen sind gespeichert.',
      pause: '[Ihre|Deine] Pause hat begonnen.',
      resume: '[Ihre|Deine] Pause ist beendet.',
      unsubscribe: '[Sie sind|Du bist] abgemeldet.',
    },
    reached: (channels, topics) => `Wir schreiben [Ihnen|dir] per ${channels} zu: ${topics}.`,
    reachedAfterwards: (channels, topics) =>
      `Danach schreiben wir [Ihnen|dir] wieder per ${channels} zu: ${topics}.`,
    frequencyNow: {
      weekly: 'Höchstens eine Nachricht in der Woche.',
      monthly: 'Höchstens eine Nachricht im Monat.',
    },
    pausedNow: (day) => `Pause: bis ${day} schicken wir [Ihnen|dir] keine Werbung.`,
    pausedHint: 'Was [Sie hier einstellen|du hier einstellst], gilt danach.',
    leftNow: (channel) => `Keine Werbung mehr per ${channel}, ab sofort.`,
    leftOne: (channel) => `Per ${channel} [sind Sie|bist du] abgemeldet.`,
    nothingNow: 'Wir schicken [Ihnen|dir] keine Werbung, auf keinem Weg.',
    ordersNow: 'Nachrichten zu [Ihren Bestellungen erhalten Sie|deinen Bestellungen erhältst du] weiterhin.',
    cameBack: '[Sie möchten|Du möchtest] doch wieder von uns hören? Hier geht es',
    needsConsent: (channels) =>
      `Für ${channels} brauchen wir [Ihre|deine] bestätigte Anmeldung, bevor wir [Ihnen|dir] dort schreiben dürfen:`,
    unclear:
      'Es wurde nichts geändert, weil keine der Schaltflächen gedrückt war. Bitte [wählen Sie|wähle] eine.',
    invalid: {
      title: 'Dieser Link ist unvollständig.',
      paragraphs: [
        'Vermutlich wurde er beim Kopieren abgeschnitten. Bitte [öffnen Sie|öffne] den Link „Einstellungen ändern“ noch einmal direkt aus der Nachricht.',
        'Klappt es nicht, [antworten Sie|antworte] einfach auf die Nachricht. Wir ändern [Ihre Einstellungen dann für Sie|deine Einstellungen dann für dich].',
      ],
    },
    again: {
      title: 'Das hat gerade nicht geklappt.',
      paragraphs: [
        'Es liegt an uns, nicht an [Ihnen|dir]. Bitte [gehen Sie eine Seite zurück und versuchen Sie|geh eine Seite zurück und versuche] es in einer Minute noch einmal.',
      ],
    },
  },
  en: {
    title: 'Your preferences',
    intro: 'Choose what {shop} may send you. Messages about your orders reach you in any case.',
    channelsLegend: 'On which channel?',
    channels: { email: 'E-mail', whatsapp: 'WhatsApp' },
    inSentence: { email: 'e-mail', whatsapp: 'WhatsApp' },
    signUpHint: 'Not subscribed at present. A tick is not enough for that, we need your confirmed sign-up:',
    signUpLink: 'sign up',
    topicsLegend: 'About which topics?',
    topics: {
      newsletter: { name: 'Newsletter', hint: 'News from the shop' },
      offers: { name: 'Offers', hint: 'Reductions and reminders of your cart' },
      'product-care': { name: 'Product care', hint: 'Advice on what you have bought' },
      reviews: { name: 'Reviews', hint: 'Requests for your opinion' },
    },
    frequencyLegend: 'How often at most?',
    frequencies: {
      shop: 'Whenever there is something to say',
      weekly: 'Once a week',
      monthly: 'Once a month',
    },
    buttons: { save: 'Save preferences', pause: 'Pause for 30 days', resume: 'End the pause' },
    unsubscribe: (channel) => `Unsubscribe from marketing by ${channel}`,
    nothingHint: 'Without any tick at channels or at topics you unsubscribe from all marketing.',
    done: {
      save: 'Your preferences are saved.',
      pause: 'Your pause has begun.',
      resume: 'Your pause is over.',
      unsubscribe: 'You are unsubscribed.',
    },
    reached: (channels, topics) => `We write to you by ${channels} about: ${topics}.`,
    reachedAfterwards: (channels, topics) =>
      `After that we write to you by ${channels} again, about: ${topics}.`,
    frequencyNow: { weekly: 'At most one message a week.', monthly: 'At most one message a month.' },
    pausedNow: (day) => `Pause: until ${day} we send you no marketing.`,
    pausedHint: 'What you choose here counts after that.',
    leftNow: (channel) => `No more marketing by ${channel}, as of now.`,
    leftOne: (channel) => `You are unsubscribed from ${channel}.`,
    nothingNow: 'We send you no marketing, on no channel.',
    ordersNow: 'You will still receive messages about your orders.',
    cameBack: 'Would you like to hear from us after all? You can',
    needsConsent: (channels) =>
      `For ${channels} we need your confirmed sign-up before we may write to you there:`,
    unclear: 'Nothing was changed, because none of the buttons was pressed. Please choose one.',
    invalid: {
      title: 'This link is incomplete.',
      paragraphs: [
        'It was probably cut off when it was copied. Please open the “Change preferences” link once more, straight from the message.',
        'If that does not help, simply reply to the message and we will change your preferences for you.',
      ],
    },
    again: {
      title: 'That did not work just now.',
      paragraphs: ['The fault is ours, not yours. Please go back one page and try again in a minute.'],
    },
  },
};
