/** The texts of the page's guide, in German and English. */
import { fill, momentText, type Telling } from '../core/explain/telling.ts';
import type { Text } from '../core/publish/problem.ts';
import type { ReasonCode } from '../core/reason.ts';
import type { EnrollmentEnd } from '../core/state/profile.ts';
import type { Instant } from '../core/time/instant.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Timers fire at full minutes, so an hour may be a little more or less. */
const ABOUT_MS = 2 * MINUTE_MS;
const HOURS_MAX = 72;

export const GUIDE = {
  unpublished: {
    de: 'Die Inhalte haben Fehler, darum ist noch nichts veröffentlicht. Was zu tun ist, steht oben.',
    en: 'The content has errors, so nothing is published yet. What to do stands above.',
  },
  noFlow: {
    de: 'Der Flow „abandoned-cart“ fehlt im Ordner der Inhalte; durch ihn führen diese Schritte.',
    en: 'The flow “abandoned-cart” is missing in the content folder; these steps lead through it.',
  },
  idle: {
    de: 'Der Flow „abandoned-cart“ ist angehalten oder ein Entwurf: Es kommt keine Mail, bis sein „status“ wieder „live“ ist.',
    en: 'The flow “abandoned-cart” is paused or a draft: no mail will come until its “status” is “live” again.',
  },
  start: {
    de: 'Erst die Einwilligung, dann ein Warenkorb: Danach springt die Uhr von Mail zu Mail.',
    en: 'First the consent, then a cart: after that the clock jumps from mail to mail.',
  },
  open: {
    de: 'Sobald ein Warenkorb liegen bleibt, springt die Uhr von Mail zu Mail.',
    en: 'As soon as a cart is left behind, the clock jumps from mail to mail.',
  },
  once: {
    de: 'Diesen Flow durchläuft jeder Kunde nur einmal. Was geschah, steht unten.',
    en: 'This flow is gone through only once. What happened stands below.',
  },
  silent: {
    de: 'Der Flow wartet, und keine Mail ist geplant.',
    en: 'The flow is waiting, and no mail is planned.',
  },
  ended: {
    de: 'Der Flow ist beendet. Ein neuer Warenkorb beginnt ihn wieder ab {from}.',
    en: 'The flow has ended. Another cart begins it again from {from}.',
  },
  wait: { de: 'Warten', en: 'Wait' },
  waitMinutes: { de: '{count} Minuten warten', en: 'Wait {count} minutes' },
  waitMinute: { de: '1 Minute warten', en: 'Wait 1 minute' },
  waitHours: { de: '{count} Stunden warten', en: 'Wait {count} hours' },
  waitHour: { de: '1 Stunde warten', en: 'Wait 1 hour' },
  waitUntil: { de: 'Warten bis {until}', en: 'Wait until {until}' },
  progress: { de: '{sent} von {of} Mails', en: '{sent} of {of} mails' },
  progressWithheld: {
    de: '{sent} von {of} Mails, {withheld} zurückgehalten',
    en: '{sent} of {of} mails, {withheld} withheld',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** What each mail of the seed content is about; a step that marketers added has no text here. */
export const MAILS: Readonly<Record<string, Text>> = {
  help: {
    de: '{at} kommt die erste Mail: Sie fragt, ob etwas schiefgegangen ist.',
    en: '{at}: the first mail comes. It asks whether something went wrong.',
  },
  reviews: {
    de: '{at} kommt die zweite Mail: Sie zeigt, was andere über genau diese Produkte sagen.',
    en: '{at}: the second mail comes. It shows what others say about these very products.',
  },
  offer: {
    de: '{at} kommt die dritte Mail: Sie macht das Angebot, das in den Einstellungen steht.',
    en: '{at}: the third mail comes. It makes the offer that the settings state.',
  },
  'offer-code': {
    de: '{at} kommt die dritte Mail: Sie bringt einen eigenen Code aus coupons/cart.csv.',
    en: '{at}: the third mail comes. It brings a code of their own from coupons/cart.csv.',
  },
};

/** What a newcomer can do about a message that would be withheld. */
export const WAYS: Readonly<Partial<Record<ReasonCode, Text>>> = {
  'no-legal-basis': {
    de: 'Der Knopf im ersten Schritt erteilt die Einwilligung.',
    en: 'The button of the first step gives the consent.',
  },
  'no-offer': {
    de: '„offer“ in settings.json nennt eines.',
    en: '“offer” in settings.json states one.',
  },
  'master-switch': {
    de: '„sending“ in settings.json schaltet es ein.',
    en: '“sending” in settings.json switches it on.',
  },
};

/** Why the flow has ended, and when another cart starts it again. */
export const ENDED: Readonly<Partial<Record<EnrollmentEnd, Text>>> = {
  completed: {
    de: 'Das war der ganze Flow. Ein neuer Warenkorb beginnt ihn wieder ab {from}.',
    en: 'That was the whole flow. Another cart begins it again from {from}.',
  },
  goal: {
    de: 'Die Bestellung gewinnt: Zu diesem Warenkorb kommt nichts mehr. Ein neuer beginnt den Flow wieder ab {from}.',
    en: 'The order wins: nothing more comes about this cart. Another one begins the flow again from {from}.',
  },
  exit: {
    de: 'Etwas ist geschehen, das den Flow beendet, zum Beispiel eine Bestellung. Ein neuer Warenkorb beginnt ihn wieder ab {from}.',
    en: 'Something happened that ends the flow, an order for example. Another cart begins it again from {from}.',
  },
};

/** `Wait 1 hour` where it is about that long, otherwise the time until which to wait. */
export const waitLabel = (at: Instant, telling: Telling): string => {
  const ms = Math.max(at - telling.now, 0);
  const minutes = Math.max(Math.ceil(ms / MINUTE_MS), 1);
  const hours = Math.round(ms / HOUR_MS);
  if (ms < HOUR_MS - ABOUT_MS)
    return fill(minutes === 1 ? GUIDE.waitMinute : GUIDE.waitMinutes, telling, { count: String(minutes) });
  if (Math.abs(ms - hours * HOUR_MS) <= ABOUT_MS && hours <= HOURS_MAX)
    return fill(hours === 1 ? GUIDE.waitHour : GUIDE.waitHours, telling, { count: String(hours) });
  return fill(GUIDE.waitUntil, telling, { until: momentText(at, telling) });
};
