/** Writes one entry of a timeline, past or forecast, as a sentence. */

import { textAt } from '../events/read-data.ts';
import type { ShownEntry } from '../privacy/shown-timeline.ts';
import type { Text } from '../publish/problem.ts';
import type { TimelineEntry } from '../state/timeline.ts';
import { callSentence } from './call-words.ts';
import { ofDecision } from './decision-words.ts';
import { eventText } from './event-words.ts';
import { basisText, ofMessage } from './message-words.ts';
import { CHANNEL_NAMES, fill, flowName, momentText, type Telling } from './telling.ts';

export const sentenceOf = (entry: ShownEntry, telling: Telling): string => {
  switch (entry.type) {
    case 'event':
      return ofEvent(entry, telling);
    case 'decision':
      return ofDecision(entry, telling);
    case 'message':
      return ofMessage(entry, telling);
    case 'consent':
      return ofConsent(entry, telling);
    case 'coupon':
      return ofCoupon(entry, telling);
  }
};

type EventEntry = Extract<TimelineEntry, { type: 'event' }>;

/** Adds the text that a customer wrote to the name of the event. */
const ofEvent = (entry: EventEntry, telling: Telling): string => {
  const { event, data } = entry;
  const { language } = telling;
  const call = callSentence(entry, telling);
  if (call !== undefined) return call;
  const words = event === 'message.replied' ? textAt(data, 'text') : undefined;
  const name = eventText(event)[language];
  if (words === undefined) return `${name}.`;
  return language === 'de' ? `${name}: „${words}“.` : `${name}: “${words}”.`;
};

type CouponEntry = Extract<TimelineEntry, { type: 'coupon' }>;

const ofCoupon = ({ flow, step, code, expiresAt }: CouponEntry, telling: Telling): string =>
  fill(expiresAt === undefined ? ISSUED.open : ISSUED.until, telling, {
    flow: flowName(flow, telling),
    step,
    code,
    until: expiresAt === undefined ? '' : momentText(expiresAt, telling),
  });

const ISSUED = {
  open: { de: '„{flow}“ vergibt den Code {code}.', en: '“{flow}” gives out the code {code}.' },
  until: {
    de: '„{flow}“ vergibt den Code {code}, gültig bis {until}.',
    en: '“{flow}” gives out the code {code}, valid until {until}.',
  },
} as const;

type ConsentEntry = Extract<TimelineEntry, { type: 'consent' }>;

const ofConsent = ({ channel, state, basis }: ConsentEntry, telling: Telling): string =>
  fill(CONSENT[state], telling, {
    channel: CHANNEL_NAMES[channel][telling.language],
    basis: basis && ` (${basisText(basis, telling.language)})`,
  });

const CONSENT: Readonly<Record<ConsentEntry['state'], Text>> = {
  requested: {
    de: 'Werbung per {channel}: erbeten, noch nicht bestätigt.',
    en: 'Marketing by {channel}: asked for, not confirmed yet.',
  },
  given: { de: 'Werbung per {channel}: erlaubt{basis}.', en: 'Marketing by {channel}: allowed{basis}.' },
  withdrawn: { de: 'Werbung per {channel}: widerrufen.', en: 'Marketing by {channel}: withdrawn.' },
};
