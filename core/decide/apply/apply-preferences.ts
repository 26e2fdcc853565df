/**
 * Writes a change from the preference centre into the profile. Only our own page makes this event; nobody
 * outside can send it.
 */

import { changePreferences, FREQUENCIES, type PreferenceChange } from '../../consent/preferences.ts';
import type { DomainEvent, JsonObject } from '../../events/event.ts';
import { objectAt, textAt } from '../../events/read-data.ts';
import { present } from '../../present.ts';
import { TOPICS } from '../../reason.ts';
import { parseIso } from '../../time/instant.ts';
import { type Draft, patch } from '../draft.ts';

export const PREFERENCES_CHANGED = 'preferences.changed';

export const applyPreferences = (draft: Draft, event: DomainEvent): void => {
  if (event.name !== PREFERENCES_CHANGED) return;
  patch(draft, { preferences: changePreferences(draft.profile.preferences, changeOf(event)) });
};

const changeOf = ({ data, at }: DomainEvent): PreferenceChange => {
  const frequency = ['shop' as const, ...FREQUENCIES].find((choice) => choice === data.frequency);
  const pausedUntil = parseIso(textAt(data, 'paused_until') ?? '');
  return present({
    at,
    topics: topicsOf(objectAt(data, 'topics')),
    frequency,
    pausedUntil,
    pauseEnded: data.pause_ended === true ? true : undefined,
  });
};

const topicsOf = (stated: JsonObject): NonNullable<PreferenceChange['topics']> =>
  Object.fromEntries(
    TOPICS.flatMap((topic) => (typeof stated[topic] === 'boolean' ? [[topic, stated[topic]]] : [])),
  );
