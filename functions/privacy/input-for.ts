/**
 * Makes the input by which a command reaches a profile. Each command is an input of its own, however often it
 * is given.
 */
import type { EventName, JsonObject } from '../../core/events/event.ts';
import { ownEvent } from '../../core/events/own-event.ts';
import { idOf } from '../../core/identity/identity.ts';
import { eventInput } from '../../core/state/event-input.ts';
import type { EventInput } from '../../core/state/input.ts';
import type { PrivacyDeps } from './deps.ts';

export const inputFor = (
  { now, newToken }: Pick<PrivacyDeps, 'now' | 'newToken'>,
  { profileId, name, data }: Readonly<{ profileId: string; name: EventName; data: JsonObject }>,
): EventInput => {
  const [at, id] = [now(), idOf('privacy', newToken(), profileId)];
  const event = ownEvent({ id, name, at, source: 'privacy', data });
  return eventInput(event, { profileId, receivedAt: at, inputId: id });
};
