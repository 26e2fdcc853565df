/** Events that we make ourselves: at our own doors, about messages of ours, and in the engine. */
import type { Identity } from '../identity/identity.ts';
import type { Instant } from '../time/instant.ts';
import type { AccountWord, DomainEvent, EventName, JsonObject } from './event.ts';

/**
 * Where an event of our own comes from, as it stands on timelines and in exports for ever. Platforms are the
 * other sources, under their names; `whatsapp` is both, because the webhook and the sender tell of the same.
 */
export const OWN_SOURCES = [
  /** The sign-up page: whoever signs up proves nothing, so it changes nothing that is known of a customer. */
  'subscribe',
  'confirm',
  'preferences',
  'unsubscribe',
  /** A command of the shop about a customer's rights. */
  'privacy',
  /** What became of a message of ours. */
  'ses',
  'whatsapp',
  /** The engine itself. */
  'stammkunde',
] as const;
export type OwnSource = (typeof OWN_SOURCES)[number];

export type OwnEvent = Readonly<{
  /** The same over repeats of what it tells. */
  id: string;
  name: EventName | AccountWord;
  at: Instant;
  source: OwnSource;
  /** Nobody where the profile is known already that the event is for. */
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

/** True where an event comes from this source of ours. */
export const isFrom = ({ source }: Pick<DomainEvent, 'source'>, own: OwnSource): boolean => source === own;
