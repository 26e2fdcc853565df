/**
 * Applies a customer's own choices: topics left, the pause, the frequency. The profile holds the newest
 * choice, the gate item the strictest one.
 */

import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import { TOPICS, type Topic } from '../reason.ts';
import type { Preferences } from '../state/preferences.ts';
import type { Profile } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';
import type { GateItem } from './gate-item.ts';

type Chosen = Readonly<{ profile: Pick<Profile, 'preferences'>; gate?: GateItem }>;

export const FREQUENCIES = ['weekly', 'monthly'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** Days between two marketing messages for a customer who chose this frequency. */
export const DAYS_PER_MESSAGE: Readonly<Record<Frequency, number>> = { weekly: 7, monthly: 30 };

/**
 * True where the customer has left the topic and not come back since. At the same instant, leaving counts
 * (rule 11).
 */
export const hasLeft = (topic: Topic, { profile, gate }: Chosen): boolean => {
  const chosen = profile.preferences?.topics[topic];
  const stoppedAt = gate?.topicsStopped?.[topic];
  if (chosen?.on === false) return true;
  return stoppedAt !== undefined && stoppedAt >= (chosen?.at ?? 0);
};

/**
 * Until when the customer wants no marketing; undefined where no pause holds. Ending a pause early ends every
 * pause before it too.
 */
export const pausedUntil = (
  { profile: { preferences }, gate }: Chosen,
  now: Instant,
): Instant | undefined => {
  const until = Math.max(preferences?.pausedUntil ?? 0, gate?.pausedUntil ?? 0);
  const beganAt = until - LIMITS.marketingPauseMs;
  return until > now && (preferences?.pauseEndedAt ?? 0) <= beganAt ? until : undefined;
};

/** One change in the preference centre; fields that are absent stay as they are. */
export type PreferenceChange = Readonly<{
  at: Instant;
  topics?: Readonly<Partial<Record<Topic, boolean>>>;
  /** `shop` means the shop's own cap and nothing more. */
  frequency?: Frequency | 'shop';
  pausedUntil?: Instant;
  pauseEnded?: boolean;
}>;

/** Applies a change. Changes may arrive in any order, so each part has its own time. */
export const changePreferences = (known: Preferences = NO_CHOICE, change: PreferenceChange): Preferences => {
  const { frequency: before, ...rest } = known;
  const frequency = change.frequency !== undefined && change.at >= known.at ? change.frequency : before;
  const until = latest(known.pausedUntil, change.pausedUntil);
  const endedAt = latest(known.pauseEndedAt, change.pauseEnded ? change.at : undefined);
  return {
    ...rest,
    at: change.frequency === undefined ? known.at : Math.max(known.at, change.at),
    topics: changeTopics(known.topics, change),
    ...present({
      frequency: frequency === 'shop' ? undefined : frequency,
      pausedUntil: until,
      pauseEndedAt: endedAt,
    }),
  };
};

const NO_CHOICE: Preferences = { at: 0, topics: {} };

/** Of two profiles that merge, the stricter choice holds (rule 10). */
export const stricterPreferences = (
  a: Preferences | undefined,
  b: Preferences | undefined,
): Preferences | undefined => {
  if (!a || !b) return a ?? b;
  const frequency =
    [a.frequency, b.frequency].find((choice) => choice === 'monthly') ?? a.frequency ?? b.frequency;
  const paused = (a.pausedUntil ?? 0) >= (b.pausedUntil ?? 0) ? a : b;
  const { pausedUntil: until, pauseEndedAt } = paused;
  return present({
    at: Math.max(a.at, b.at),
    topics: Object.fromEntries(
      TOPICS.flatMap((topic) => stricterTopic(topic, a.topics[topic], b.topics[topic])),
    ),
    frequency,
    pausedUntil: until,
    pauseEndedAt,
  });
};

type TopicChoice = NonNullable<Preferences['topics'][Topic]>;

const stricterTopic = (
  topic: Topic,
  a: TopicChoice | undefined,
  b: TopicChoice | undefined,
): readonly (readonly [Topic, TopicChoice])[] => {
  const choice = [a, b].find((one) => one?.on === false) ?? a ?? b;
  return choice ? [[topic, choice]] : [];
};

const changeTopics = (
  known: Preferences['topics'],
  { topics = {}, at }: PreferenceChange,
): Preferences['topics'] => {
  const next: Partial<Record<Topic, TopicChoice>> = { ...known };
  for (const topic of TOPICS) {
    const on = topics[topic];
    const before = known[topic];
    if (on !== undefined && (!before || at > before.at || (at === before.at && !on)))
      next[topic] = { on, at };
  }
  return next;
};

const latest = (a: Instant | undefined, b: Instant | undefined): Instant | undefined =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
