/** An event as the input that brings it to its profile. */
import type { DomainEvent } from '../events/event.ts';
import { idOf } from '../identity/identity.ts';
import type { Instant } from '../time/instant.ts';
import type { EventInput } from './input.ts';

type Address = Readonly<{
  profileId: string;
  receivedAt: Instant;
  /** Where the event's own id is one of ours already; else it is made from the source and that id. */
  inputId?: string;
}>;

export const eventInput = (
  event: DomainEvent,
  { profileId, receivedAt, inputId = idOf('event', event.source, event.id) }: Address,
): EventInput => ({ kind: 'event', inputId, profileId, receivedAt, event });
