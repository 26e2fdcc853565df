/**
 * Consent to marketing on WhatsApp, as events: given by a word or a button, withdrawn by a word, a button, a
 * setting in the app or the provider's error.
 */

import type { JsonObject } from '../../core/events/event.ts';
import { present } from '../../core/present.ts';
import { type Instant, toIso } from '../../core/time/instant.ts';
import type { Act, TranslatedEvent } from '../platform.ts';
import { addressesOf, customerOf, type Person, startOfSecond } from './people.ts';

/** Whoever writes from a number, or is told about by WhatsApp, holds it. */
export const HOLDER = 'holder';

/** `proof` is kept as evidence; `key` tells this act from every other and is the same over redeliveries. */
type Told = Readonly<{
  key: string;
  person: Person;
  at: Instant;
  source: string;
  proof: JsonObject;
  messageId?: string;
}>;

export const withdrawal = ({ key, person, at, source, proof, messageId }: Told): TranslatedEvent => ({
  id: `withdrawn:${key}`,
  name: 'consent.withdrawn',
  at,
  evidence: HOLDER,
  data: { ...about(person, messageId), evidence: { source, ...proof } },
});

/** A person who writes from a number has proved that it is theirs: that is what a double opt-in is for. */
export const grant = ({ key, person, at, source, proof, messageId }: Told): TranslatedEvent => {
  const given = startOfSecond(at);
  return {
    id: `given:${key}`,
    name: 'consent.given',
    at: given,
    evidence: HOLDER,
    data: {
      ...about(person, messageId),
      basis: 'double-opt-in',
      evidence: { source, confirmed_at: toIso(given), ...proof },
    },
  };
};

/**
 * Switching marketing on again in the app takes back having switched it off there, and nothing else: the
 * engine looks whether there was a consent that this stop ended (core/consent/app-preference.ts).
 */
export const resumption = (told: Told): TranslatedEvent => {
  const { basis: _basis, ...data } = grant(told).data;
  return { ...grant(told), id: `resumed:${told.key}`, data: { ...data, resumes: true } };
};

export const stopFor = (person: Person, at: Instant): Act => ({
  kind: 'stop-marketing',
  channel: 'whatsapp',
  addresses: addressesOf(person),
  at,
});

const about = (person: Person, messageId: string | undefined): JsonObject =>
  present({ channel: 'whatsapp', purpose: 'marketing', customer: customerOf(person), message_id: messageId });
