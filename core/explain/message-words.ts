/** Writes a message on a timeline, past or forecast, as a sentence with its reason. */

import type { ShownEntry } from '../privacy/shown-timeline.ts';
import type { Text } from '../publish/problem.ts';
import { type Outcome, REASONS, type ReasonCode } from '../reason.ts';
import type { Basis } from '../state/consent.ts';
import { fill, MESSAGE_NOUNS, momentText, type Telling } from './telling.ts';

type Message = Extract<ShownEntry, { type: 'message' }>;

export const ofMessage = (entry: Message, telling: Telling): string => {
  const { language } = telling;
  const foreseen = entry.at > telling.now;
  const values = {
    message: MESSAGE_NOUNS[entry.channel][language],
    step: entry.step,
    until: entry.until === undefined ? '' : momentText(entry.until, telling),
    because: becauseOf(entry.reason, language),
    basis: entry.basis && ` (${basisText(entry.basis, language)})`,
    why:
      entry.reason &&
      ` ${(foreseen ? presentReason : pastReason)(entry.reason, language)}${missingText(entry.missing, language)}`,
  };
  return fill((foreseen && FORESEEN[entry.outcome]) || OUTCOMES[entry.outcome], telling, values);
};

const missingText = (missing: string | undefined, language: Telling['language']): string => {
  if (missing === undefined) return '';
  return language === 'de' ? ` Es fehlt: ${missing}.` : ` Missing: ${missing}.`;
};

const OUTCOMES: Readonly<Record<Outcome, Text>> = {
  queued: { de: '{message} „{step}“ ist unterwegs.', en: '{message} “{step}” is on its way.' },
  deferred: {
    de: '{message} „{step}“ wartet bis {until}{because}.',
    en: '{message} “{step}” waits until {until}{because}.',
  },
  sent: { de: '{message} „{step}“ wurde gesendet{basis}.', en: '{message} “{step}” was sent{basis}.' },
  skipped: {
    de: '{message} „{step}“ wurde nicht gesendet.{why}',
    en: '{message} “{step}” was withheld.{why}',
  },
  failed: { de: '{message} „{step}“ ist gescheitert.{why}', en: '{message} “{step}” failed.{why}' },
  unknown: {
    de: '{message} „{step}“ ist vielleicht gesendet: Der Versender hat nicht klar geantwortet.',
    en: '{message} “{step}” may have been sent: the provider gave no clear answer.',
  },
  delivered: {
    de: '{message} „{step}“ ist angekommen{basis}.',
    en: '{message} “{step}” was delivered{basis}.',
  },
  opened: { de: '{message} „{step}“ wurde geöffnet{basis}.', en: '{message} “{step}” was opened{basis}.' },
  clicked: {
    de: '{message} „{step}“ wurde angeklickt{basis}.',
    en: '{message} “{step}” was clicked{basis}.',
  },
  read: { de: '{message} „{step}“ wurde gelesen{basis}.', en: '{message} “{step}” was read{basis}.' },
  bounced: { de: '{message} „{step}“ kam zurück.', en: '{message} “{step}” bounced.' },
  complained: {
    de: '{message} „{step}“ wurde als Spam gemeldet.',
    en: '{message} “{step}” was reported as spam.',
  },
};

const FORESEEN: Readonly<Partial<Record<Outcome, Text>>> = {
  queued: { de: '{message} „{step}“ wird gesendet.', en: '{message} “{step}” will be sent.' },
  deferred: {
    de: '{message} „{step}“ wird bis {until} warten{because}.',
    en: '{message} “{step}” will wait until {until}{because}.',
  },
  skipped: {
    de: '{message} „{step}“ wird nicht gesendet.{why}',
    en: '{message} “{step}” will be withheld.{why}',
  },
};

const pastReason = (reason: ReasonCode, language: Telling['language']): string => REASONS[reason][language];

/** The reason in the present tense, for messages still to come. */
export const presentReason = (reason: ReasonCode, language: Telling['language']): string =>
  (PRESENT[reason] ?? REASONS[reason])[language];

const PRESENT: Readonly<Partial<Record<ReasonCode, Text>>> = {
  'no-legal-basis': { de: 'Es gibt keine gültige Einwilligung.', en: 'There is no valid consent.' },
  'coupon-not-made': {
    de: 'Der Shop legt den Gutscheincode nicht an.',
    en: 'The shop does not make the coupon code.',
  },
  'coupon-pool-empty': { de: 'Es ist kein Gutscheincode mehr da.', en: 'There is no coupon code left.' },
  expired: {
    de: 'Sie käme zu spät, um noch nützlich zu sein.',
    en: 'It would come too late to be useful.',
  },
};

/** Why a message is deferred, as the end of a sentence. */
const BECAUSE: Readonly<Partial<Record<ReasonCode, Text>>> = {
  'quiet-hours': {
    de: ', weil dort, wo der Kunde lebt, bis dahin Ruhezeit ist',
    en: ', because until then it is quiet hours where the customer lives',
  },
  'frequency-cap': {
    de: ', weil der Kunde bis dahin genug Nachrichten bekommen hat',
    en: ', because the customer has had enough messages until then',
  },
  held: {
    de: ', weil zu diesem Kunden zuerst etwas geklärt werden muss',
    en: ', because something about this customer must be settled first',
  },
  paused: { de: ', weil der Ablauf angehalten ist', en: ', because the flow is paused' },
};

export const becauseOf = (reason: ReasonCode | undefined, language: Telling['language']): string =>
  reason === undefined
    ? ''
    : (BECAUSE[reason]?.[language] ?? `: ${REASONS[reason][language].replace(/\.$/, '')}`);

export const basisText = (basis: string, language: Telling['language']): string =>
  (BASES as Readonly<Record<string, Text | undefined>>)[basis]?.[language] ?? basis;

const BASES: Readonly<Record<Basis | 'to-the-shop', Text>> = {
  'double-opt-in': { de: 'bestätigte Einwilligung', en: 'confirmed consent' },
  'single-opt-in': { de: 'Einwilligung', en: 'consent' },
  'existing-customer': { de: 'Bestandskunde', en: 'existing customer' },
  contract: { de: 'gehört zum Vertrag', en: 'part of a contract' },
  'to-the-shop': { de: 'an den Shop', en: 'to the shop' },
};
