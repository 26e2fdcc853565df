/**
 * Turns a change in the preference centre into events for the profile: ordinary withdrawals, and an event for
 * the choices.
 */

import type { PreferenceChange } from '../../core/consent/preferences.ts';
import type { Plan } from '../../core/consent/preferences-form.ts';
import { PREFERENCES_CHANGED } from '../../core/decide/apply/apply-preferences.ts';
import type { EventName, JsonObject } from '../../core/events/event.ts';
import { ownEvent } from '../../core/events/own-event.ts';
import { idOf } from '../../core/identity/identity.ts';
import type { LinkClaims } from '../../core/identity/link-token.ts';
import { present } from '../../core/present.ts';
import { eventInput } from '../../core/state/event-input.ts';
import type { EventInput } from '../../core/state/input.ts';
import { type Instant, toIso } from '../../core/time/instant.ts';

type Making = Readonly<{ at: Instant; token: string }>;

/**
 * Each request is an event of its own: a customer who saves one choice, then another, then the first again
 * wants the first.
 */
export const inputsOf = (
  { leaves, change }: Plan,
  claims: LinkClaims,
  { at, token }: Making,
): readonly EventInput[] => {
  const input = inputFor(claims, { at, token });
  return [
    ...leaves.map((channel) => input('consent.withdrawn', at, { channel, purpose: 'marketing' })),
    ...(change ? [input(PREFERENCES_CHANGED, change.at, dataOf(change))] : []),
  ];
};

const inputFor =
  ({ profileId, messageId }: LinkClaims, { at, token }: Making) =>
  (name: EventName, happenedAt: Instant, data: JsonObject): EventInput => {
    const id = idOf('preferences', token, name, String(data['channel'] ?? ''));
    const evidence = present({ source: 'preferences', message_id: messageId });
    const event = ownEvent({
      id,
      name,
      at: happenedAt,
      source: 'preferences',
      data: { ...data, evidence },
    });
    return eventInput(event, { profileId, receivedAt: at });
  };

const dataOf = ({ topics, frequency, pausedUntil, pauseEnded }: PreferenceChange): JsonObject =>
  present({
    topics: topics === undefined ? undefined : { ...topics },
    frequency,
    paused_until: pausedUntil === undefined ? undefined : toIso(pausedUntil),
    pause_ended: pauseEnded ? true : undefined,
  });
