/** Makes the input that brings an event to its profile. */
import type { DomainEvent } from '../events/event.ts';
import { idOf } from '../identity/identity.ts';
import { present } from '../present.ts';
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
  /** It comes from the shop's past, so it starts nothing. */
  history?: true | undefined;
}>;

export const eventInput = (
  event: DomainEvent,
  { profileId, receivedAt, inputId = idOf('event', event.source, event.id), history }: Address,
): EventInput => present({ kind: 'event', inputId, profileId, receivedAt, event, history });
