/** Makes the input that brings an event to its profile. */
import type { DomainEvent } from '../events/event.ts';
import { idOf } from '../identity/identity.ts';
import type { Instant } from '../time/instant.ts';
import type { EventInput } from './input.ts';

type Address = Readonly<{
  profileId: string;
  receivedAt: Instant;
  /**
   * Given where the event's id is one of our own input ids already; otherwise the input id is made from
   * source and event id.
   */
  inputId?: string;
}>;

export const eventInput = (
  event: DomainEvent,
  { profileId, receivedAt, inputId = idOf('event', event.source, event.id) }: Address,
): EventInput => ({ kind: 'event', inputId, profileId, receivedAt, event });
