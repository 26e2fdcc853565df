/** Makes the events that we create ourselves: at our own doors, about our own messages, and in the engine. */
import type { Identity } from '../identity/identity.ts';
import type { Instant } from '../time/instant.ts';
import type { AccountWord, CallEventName, DomainEvent, EventName, JsonObject } from './event.ts';

/**
 * The sources of our own events, as they stand on timelines and in exports for ever. All other sources are
 * platforms, under their names. `whatsapp` is both, because the webhook and the sender report the same
 * things.
 */
export const OWN_SOURCES = [
  /** The sign-up page. A sign-up proves nothing, so it changes nothing that is known about a customer. */
  'subscribe',
  'confirm',
  /** The page behind a link that answers a question. */
  'answer',
  'preferences',
  'unsubscribe',
  /** A command of the shop about a customer's rights. */
  'privacy',
  /** Reports about our own messages. */
  'ses',
  'whatsapp',
  /** The engine itself. */
  'stammkunde',
] as const;
export type OwnSource = (typeof OWN_SOURCES)[number];

export type OwnEvent = Readonly<{
  /** Deterministic: a repeated report of the same thing has the same id. */
  id: string;
  name: EventName | AccountWord | CallEventName;
  at: Instant;
  source: OwnSource;
  /** Left out where the profile of the event is already known. */
  identities?: readonly Identity[];
  data?: JsonObject;
}>;

export const ownEvent = ({ id, name, at, source, identities = [], data = {} }: OwnEvent): DomainEvent => ({
  id,
  name,
  at,
  source,
  identities,
  data,
});

/** True where the event comes from this source. */
export const isFrom = ({ source }: Pick<DomainEvent, 'source'>, own: OwnSource): boolean => source === own;
