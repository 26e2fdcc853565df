/** Writes a decision of the engine as a sentence, including why it did not do something. */
import type { GivenUp } from '../decide/bounds/giving-up.ts';
import type { Text } from '../publish/problem.ts';
import { REASONS, type ReasonCode } from '../reason.ts';
import type { AboutShown } from '../state/about.ts';
import type { EnrollmentEnd } from '../state/profile.ts';
import type { TimelineEntry } from '../state/timeline.ts';
import { becauseOf } from './message-words.ts';
import { fill, flowName, momentText, type Telling } from './telling.ts';

type Decision = Extract<TimelineEntry, { type: 'decision' }>;

export const ofDecision = (entry: Decision, telling: Telling): string => {
  const { what, flow, step, until, reason, detail, about } = entry;
  const text = textOf(entry);
  if (!text) return [what, reason, detail].filter((part) => part !== undefined).join(': ');
  return fill(text, telling, {
    flow: flowName(flow, telling) + aboutText(about, telling.language),
    step,
    until: until === undefined ? '' : momentText(until, telling),
    because: becauseOf(reasonCode(reason), telling.language),
    detail: reason === 'bounds' ? givenUpText(detail, telling.language) : detail,
  });
};

/** `, order V-1` behind the name of a flow that has a run for each order. */
export const aboutText = (about: AboutShown | undefined, language: Telling['language']): string =>
  about ? `, ${ABOUT[about.kind][language]} ${about.id}` : '';

const ABOUT: Readonly<Record<AboutShown['kind'], Text>> = {
  order: { de: 'Bestellung', en: 'order' },
  checkout: { de: 'Warenkorb', en: 'cart' },
  shipment: { de: 'Paket', en: 'parcel' },
  product: { de: 'Produkt', en: 'product' },
};

const givenUpText = (detail = '', language: Telling['language']): string =>
  detail
    .split(', ')
    .map((what) => GIVEN_UP[what]?.[language] ?? what)
    .join(', ');

const reasonCode = (reason: string | undefined): ReasonCode | undefined =>
  reason !== undefined && reason in REASONS ? (reason as ReasonCode) : undefined;

const textOf = (entry: Decision): Text | undefined => {
  const { what, reason = '', detail = '' } = entry;
  if (what === 'noted') return notedText(entry);
  if (what === 'waiting') return WAITING[detail];
  return BY_REASON[what]?.[reason] ?? DECISIONS[what];
};

const notedText = ({ step, reason }: Decision): Text => {
  if (reason === 'bounds') return NOTED.bounds;
  if (step === undefined) return NOTED.zone;
  return reason === undefined ? NOTED.came : NOTED.late;
};

const DECISIONS: Readonly<Record<string, Text>> = {
  entered: { de: '„{flow}“ beginnt.', en: '“{flow}” begins.' },
  deferred: {
    de: '„{step}“ in „{flow}“ wartete bis {until}{because}.',
    en: '“{step}” of “{flow}” was put off until {until}{because}.',
  },
  completed: { de: '„{flow}“ ist zu Ende.', en: '“{flow}” has come to its end.' },
  holdout: {
    de: '„{flow}“ lässt diesen Kunden zum Vergleich in Ruhe.',
    en: '“{flow}” leaves this customer alone, for comparison.',
  },
  set: { de: '„{flow}“ merkt sich: {detail}.', en: '“{flow}” writes down: {detail}.' },
  coupon: {
    de: '„{flow}“ gibt den nächsten Nachrichten einen Code aus „{detail}“ mit.',
    en: '“{flow}” lets the next messages carry a code of “{detail}”.',
  },
  call: { de: '„{flow}“ ruft {detail} auf.', en: '“{flow}” calls {detail}.' },
  stopped: {
    de: '„{flow}“ beendet die Werbung des Shops auf diesem Weg: {detail}.',
    en: "“{flow}” ends the shop's marketing on this channel: {detail}.",
  },
  forgotten: {
    de: '„{flow}“ löscht diesen Kunden nach der Regel des Shops.',
    en: "“{flow}” erases this customer by the shop's own rule.",
  },
  merged: {
    de: 'Zwei Profile derselben Person wurden eines.',
    en: 'Two profiles of the same person became one.',
  },
};

const WAITING: Readonly<Record<string, Text>> = {
  '': { de: '„{flow}“ wartet bei „{step}“ bis {until}.', en: '“{flow}” waits at “{step}” until {until}.' },
  restarted: {
    de: '„{flow}“ wartet von vorn: bei „{step}“ bis {until}.',
    en: '“{flow}” begins its wait anew: at “{step}” until {until}.',
  },
  'content renewed': {
    de: '„{flow}“ geht weiter wie geplant und zeigt künftig das Neueste.',
    en: '“{flow}” goes on as planned, and will show the newest.',
  },
};

const NOTED = {
  bounds: {
    de: 'Von diesem Kunden ist sehr viel bekannt; hier nicht mehr gemerkt: {detail}. In den Ereignissen steht es weiterhin.',
    en: 'Very much is known of this customer; no longer kept at hand: {detail}. It still stands with the events.',
  },
  zone: { de: 'Zeitzone unbekannt: {detail}.', en: 'Time zone unknown: {detail}.' },
  came: { de: '„{flow}“ bei „{step}“: {detail}.', en: '“{flow}” at “{step}”: {detail}.' },
  late: {
    de: '„{step}“ hätte bis {until} warten müssen und wäre dann nicht mehr nützlich{because}.',
    en: '“{step}” would have had to wait until {until}, when it is of no use any more{because}.',
  },
} as const;

/** The details that a too large state gave up (decide/bounds/giving-up.ts). */
const GIVEN_UP: Readonly<Record<GivenUp, Text>> & Readonly<Record<string, Text>> = {
  'gone-flows': { de: 'Abläufe, die es nicht mehr gibt', en: 'flows that are gone' },
  'gone-counts': { de: 'nicht mehr gefragte Zählungen', en: 'counts that nobody asks for any more' },
  views: { de: 'angesehene Produkte', en: 'products that were looked at' },
  wishes: { de: 'Produkte, auf die der Kunde wartet', en: 'products that the customer waits for' },
  bought: { de: 'Produkte alter Bestellungen', en: 'products of old orders' },
  'order-lines': { de: 'Artikel alter Bestellungen', en: 'articles of old orders' },
  'cart-lines': { de: 'Artikel alter Warenkörbe', en: 'articles of old carts' },
  'event-counts': {
    de: 'Zähler von Ereignissen, die kein Ablauf nutzt',
    en: 'counts of events that no flow uses',
  },
  tags: { de: 'Schlagworte', en: 'tags' },
  'own-facts': { de: 'eigene Angaben', en: 'own facts' },
  'past-identities': {
    de: 'frühere Geräte und getippte Kontonummern',
    en: 'past devices and typed account ids',
  },
  'ended-runs': { de: 'Einzelheiten beendeter Abläufe', en: 'details of flows that have ended' },
  'order-words': { de: 'Meldungen zu alten Bestellungen', en: 'words about old orders' },
  'done-carts': { de: 'erledigte Warenkörbe', en: 'carts that are done' },
  orders: { de: 'ältere Bestellungen', en: 'older orders' },
  carts: { de: 'ältere Warenkörbe', en: 'older carts' },
  names: { de: 'überlange Namen', en: 'overlong names' },
  'past-orders': {
    de: 'Bestellungen beendeter Abläufe',
    en: 'orders of flows that have ended',
  },
  'all-order-words': { de: 'Meldungen zu Bestellungen', en: 'words about orders' },
};

/** Why an event that may start a flow did not start it. */
const NOT_ENTERED: Readonly<Record<string, Text>> = {
  'no-order': {
    de: '„{flow}“ beginnt nicht: Das Ereignis nennt keine Bestellung, keinen Warenkorb und kein Paket.',
    en: '“{flow}” does not begin: the event names no order, cart or parcel.',
  },
  'orders-at-once': {
    de: '„{flow}“ beginnt nicht: Der Kunde ist schon mit so vielen Bestellungen darin, wie zugleich möglich sind.',
    en: '“{flow}” does not begin: the customer is in it with as many orders as may be at once.',
  },
  where: {
    de: '„{flow}“ beginnt nicht: Das Ereignis erfüllt die Bedingung nicht.',
    en: '“{flow}” does not begin: this event does not meet its condition.',
  },
  exit: {
    de: '„{flow}“ beginnt nicht: Was es beendet, ist schon geschehen, zum Beispiel eine Bestellung.',
    en: '“{flow}” does not begin: what ends it has happened already, an order for example.',
  },
  audience: {
    de: '„{flow}“ beginnt nicht: Der Kunde gehört nicht zur Zielgruppe.',
    en: '“{flow}” does not begin: the customer does not belong to its audience.',
  },
  paused: { de: '„{flow}“ beginnt nicht: Es ist angehalten.', en: '“{flow}” does not begin: it is paused.' },
  reentry: {
    de: '„{flow}“ beginnt nicht: Der Kunde hat es erst vor kurzem durchlaufen.',
    en: '“{flow}” does not begin: the customer has been through it too short a time ago.',
  },
  overdue: {
    de: '„{flow}“ beginnt nicht: Der Anlass liegt lange zurück, und ein anderer Ablauf ging vor.',
    en: '“{flow}” does not begin: its occasion is long past, and another flow came first.',
  },
  history: {
    de: '„{flow}“ beginnt nicht: Der Anlass stammt aus der eingespielten Vergangenheit.',
    en: '“{flow}” does not begin: its occasion comes from the past that was imported.',
  },
  limit: {
    de: '„{flow}“ beginnt nicht: Der Kunde ist schon in zu vielen Abläufen.',
    en: '“{flow}” does not begin: the customer is in too many flows already.',
  },
};

const ENDS: Readonly<Record<EnrollmentEnd, Text>> & Readonly<Record<string, Text>> = {
  completed: { de: '„{flow}“ ist zu Ende.', en: '“{flow}” has come to its end.' },
  exit: {
    de: '„{flow}“ endet: Etwas ist geschehen, das es beendet.',
    en: '“{flow}” ends: something happened that ends it.',
  },
  goal: { de: '„{flow}“ endet: Das Ziel ist erreicht.', en: '“{flow}” ends: its goal is reached.' },
  audience: {
    de: '„{flow}“ endet: Der Kunde gehört nicht mehr zur Zielgruppe.',
    en: '“{flow}” ends: the customer does not belong to its audience any more.',
  },
  'step-removed': {
    de: '„{flow}“ endet: Der Schritt „{step}“ wurde entfernt.',
    en: '“{flow}” ends: its step “{step}” was removed.',
  },
  holdout: { de: '„{flow}“ endet zum Vergleich.', en: '“{flow}” ends, for comparison.' },
  'orders-at-once': {
    de: '„{flow}“ endet: Der Kunde ist schon mit so vielen Bestellungen darin, wie zugleich möglich sind.',
    en: '“{flow}” ends: the customer is in it with as many orders as may be at once.',
  },
  limit: {
    de: '„{flow}“ endet: Der Kunde ist in zu vielen Abläufen.',
    en: '“{flow}” ends: the customer is in too many flows.',
  },
  merged: {
    de: '„{flow}“ geht unter einem anderen Profil derselben Person weiter.',
    en: '“{flow}” goes on under another profile of the same person.',
  },
};

const IGNORED: Readonly<Record<string, Text>> = {
  repeat: { de: 'Das war schon bekannt.', en: 'This was known already.' },
  inside: { de: '„{flow}“ läuft schon.', en: '“{flow}” is running already.' },
  'no-date': {
    de: '„{flow}“ wartet bei „{step}“ nicht: Ein Datum „{detail}“ in absehbarer Zeit ist nicht bekannt.',
    en: '“{flow}” does not wait at “{step}”: no date “{detail}” within reach is known.',
  },
  'emit-loop': {
    de: '„{flow}“ sendet „{detail}“ nicht aus: Zu viele Abläufe haben sich nacheinander gestartet.',
    en: '“{flow}” does not emit “{detail}”: too many flows have started each other.',
  },
  'outdated-confirmation': {
    de: 'Eine alte Bestätigung: Seitdem wurde widerrufen.',
    en: 'An old confirmation: consent was withdrawn since.',
  },
  'nothing-to-resume': {
    de: 'Es gab keine Einwilligung, die wieder gelten könnte.',
    en: 'There was no consent that could hold again.',
  },
  'withdrew-lately': {
    de: 'Jemand hat die Adresse neu angemeldet, aber der Kunde hatte sich vor Kurzem abgemeldet: Es wurde nicht gefragt.',
    en: 'Somebody signed the address up anew, but the customer had withdrawn lately: nobody was asked.',
  },
};

const BY_REASON: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  'not-entered': NOT_ENTERED,
  exited: ENDS,
  ignored: IGNORED,
};
