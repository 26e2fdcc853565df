/**
 * Makes the events of consent to marketing on WhatsApp: given by a word or a button, withdrawn by a word, a
 * button, a setting in the app or the provider's error.
 */

import type { JsonObject } from '../../core/events/event.ts';
import { present } from '../../core/present.ts';
import { type Instant, toIso } from '../../core/time/instant.ts';
import type { Act, TranslatedEvent } from '../platform.ts';
import { addressesOf, customerOf, type Person, startOfSecond } from './people.ts';

/** The evidence for a person who writes from a number, or whom WhatsApp reports: they hold the number. */
export const HOLDER = 'holder';

/**
 * `proof` is kept as evidence. `key` distinguishes this act from every other and is the same over
 * redeliveries.
 */
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

/**
 * A consent as a double opt-in: a person who writes from a number has proved that it is theirs, which is the
 * purpose of a double opt-in.
 */
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
 * Marketing was switched on again in the app. This takes back only the switching off: the engine checks
 * whether that had ended a consent (core/consent/app-preference.ts).
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
