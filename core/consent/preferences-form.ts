/**
 * Reads the preference centre's form: which of a customer's choices it shows, and what a filled-in form
 * means. It decides everything and changes nothing.
 */

import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import type { Settings } from '../program/settings.ts';
import { CHANNELS, type Channel, TOPICS, type Topic } from '../reason.ts';
import type { Profile } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';
import { legalBasis } from './consent.ts';
import type { GateItem } from './gate-item.ts';
import { FREQUENCIES, type Frequency, hasLeft, type PreferenceChange, pausedUntil } from './preferences.ts';
import { suppressionOf } from './suppression.ts';

/** The present choices of one customer, as the form shows them. */
export type Standing = Readonly<{
  /** Channels on which marketing is allowed to reach the customer. */
  channels: readonly Channel[];
  /** Topics that the customer wants; none where no channel is allowed. */
  topics: readonly Topic[];
  frequency: Frequency | 'shop';
  pausedUntil?: Instant;
}>;

export type Known = Readonly<{
  profile: Profile;
  /** Gate items per channel; absent where nothing was ever stopped. */
  gates: Readonly<Partial<Record<Channel, GateItem>>>;
  settings: Settings;
  now: Instant;
}>;

export const standingOf = ({ profile, gates, settings, now }: Known): Standing => {
  const channels = CHANNELS.filter((channel) => isAllowed({ profile, gates, settings, now }, channel));
  const all = CHANNELS.map((channel) => ({ profile, ...gateOf(gates, channel) }));
  const paused = all.map((chosen) => pausedUntil(chosen, now)).find((until) => until !== undefined);
  return present({
    channels,
    topics:
      channels.length === 0 ? [] : TOPICS.filter((topic) => !all.some((chosen) => hasLeft(topic, chosen))),
    frequency: profile.preferences?.frequency ?? 'shop',
    pausedUntil: paused,
  });
};

const gateOf = (gates: Known['gates'], channel: Channel) => (gates[channel] ? { gate: gates[channel] } : {});

/** False for a suppressed address, whatever the customer agreed to. */
const isAllowed = ({ profile, gates, settings, now }: Known, channel: Channel): boolean =>
  !suppressionOf(profile, channel) &&
  gates[channel]?.allStoppedAt === undefined &&
  legalBasis({ profile, channel, purpose: 'marketing', settings, ...gateOf(gates, channel), now }) !==
    undefined;

export const ACTIONS = ['save', 'pause', 'resume', 'unsubscribe'] as const;
export type Action = (typeof ACTIONS)[number];

export type Wish = Readonly<{
  action: Action;
  topics: readonly Topic[];
  channels: readonly Channel[];
  /** Undefined where the form holds no known value; the frequency then stays as it is. */
  frequency?: Frequency | 'shop';
}>;

/**
 * Reads a form as it was sent. Undefined where no known button was pressed: then nothing changes, so an empty
 * request does no harm.
 */
export const readWish = (form: Readonly<Record<string, readonly string[]>>): Wish | undefined => {
  const action = ACTIONS.find((name) => form['action']?.at(-1) === name);
  if (!action) return undefined;
  const frequency = ['shop' as const, ...FREQUENCIES].find((choice) => form['frequency']?.at(-1) === choice);
  return present({
    action,
    topics: TOPICS.filter((topic) => form['topics']?.includes(topic)),
    channels: CHANNELS.filter((channel) => form['channels']?.includes(channel)),
    frequency,
  });
};

export type Plan = Readonly<{
  /** Channels on which marketing ends. */
  leaves: readonly Channel[];
  /** The change to the profile; undefined where only channels are left. */
  change?: PreferenceChange;
  /** The choices after the change. */
  standing: Standing;
  /** Channels that were ticked but need a confirmed consent first. */
  needsConsent: readonly Channel[];
}>;

type Facts = Known &
  Readonly<{
    /** The channel whose message carried the link. */
    channel: Channel;
  }>;

/**
 * Plans what the form asks for. Nothing ticked in one of the two lists means no more marketing at all. A tick
 * alone is no consent (§7 UWG asks for a confirmed one).
 */
export const planOf = (wish: Wish, facts: Facts): Plan => {
  const before = standingOf(facts);
  switch (wish.action) {
    case 'unsubscribe':
      return {
        leaves: [facts.channel],
        standing: withoutChannels(before, [facts.channel]),
        needsConsent: [],
      };
    case 'pause': {
      const until = dateOfChoice(facts) + LIMITS.marketingPauseMs;
      return {
        ...unchanged(before),
        change: { at: dateOfChoice(facts), pausedUntil: until },
        standing: { ...before, pausedUntil: until },
      };
    }
    case 'resume': {
      const { pausedUntil: _over, ...awake } = before;
      return { ...unchanged(before), change: { at: dateOfChoice(facts), pauseEnded: true }, standing: awake };
    }
    case 'save':
      return save(wish, facts, before);
  }
};

const unchanged = (standing: Standing): Plan => ({ leaves: [], needsConsent: [], standing });

const save = (wish: Wish, facts: Facts, before: Standing): Plan => {
  const nothing = wish.topics.length === 0;
  const leaves = CHANNELS.filter(
    (channel) => (nothing || !wish.channels.includes(channel)) && mustBeStopped(facts, channel),
  );
  const left = withoutChannels(before, leaves);
  const frequency = wish.frequency ?? before.frequency;
  return {
    leaves,
    needsConsent: nothing ? [] : wish.channels.filter((channel) => !before.channels.includes(channel)),
    standing: { ...left, topics: left.channels.length === 0 ? [] : wish.topics, frequency },
    change: present({
      at: dateOfChoice(facts),
      frequency,
      topics:
        wish.topics.length === 0
          ? undefined
          : Object.fromEntries(TOPICS.map((topic) => [topic, wish.topics.includes(topic)])),
    }),
  };
};

/**
 * True for channels that leaving must cover. The channel of the link is always covered: a grant may be on its
 * way that we do not see yet, and the stop must come after it.
 */
const mustBeStopped = ({ profile, channel: own, gates, settings, now }: Facts, channel: Channel): boolean => {
  const state = profile.consents[`${channel}/marketing`]?.state;
  return (
    channel === own ||
    state === 'given' ||
    state === 'requested' ||
    isAllowed({ profile, gates, settings, now }, channel)
  );
};

const withoutChannels = (before: Standing, leaves: readonly Channel[]): Standing => {
  const channels = before.channels.filter((channel) => !leaves.includes(channel));
  return { ...before, channels, topics: channels.length === 0 ? [] : before.topics };
};

/**
 * The date of this choice. It is later than everything known, so that choices made within one millisecond
 * keep their order.
 */
const dateOfChoice = ({ profile: { preferences }, gates, now }: Facts): Instant => {
  const stops = CHANNELS.flatMap((channel) => Object.values(gates[channel]?.topicsStopped ?? {}));
  const choices = Object.values(preferences?.topics ?? {}).map(({ at }) => at);
  const pauses = [preferences?.pausedUntil, ...CHANNELS.map((channel) => gates[channel]?.pausedUntil)].map(
    (until) => (until ?? 0) - LIMITS.marketingPauseMs,
  );
  return Math.max(
    now,
    ...[preferences?.at ?? 0, preferences?.pauseEndedAt ?? 0, ...choices, ...stops, ...pauses].map(
      (at) => at + 1,
    ),
  );
};
