/**
 * Explains what is planned next for one customer, when, and why not. It asks the engine itself, not only the
 * running enrollments. profile → [this] → the page, commands
 */
import { addressOf } from '../consent/address.ts';
import { legalBasis } from '../consent/consent.ts';
import { pausedUntil } from '../consent/preferences.ts';
import { suppressionOf } from '../consent/suppression.ts';
import { present } from '../present.ts';
import type { Rules } from '../program/rules.ts';
import { CHANNELS, type Channel, type ReasonCode } from '../reason.ts';
import type { Basis } from '../state/consent.ts';
import type { Profile } from '../state/profile.ts';
import type { TimelineEntry } from '../state/timeline.ts';
import type { Instant } from '../time/instant.ts';
import { zoneOf } from '../time/zone.ts';
import { forecast, type Timers } from './forecast.ts';
import { type Standing, standingsOf } from './standing.ts';

/** A message that falls due, whether or not it leaves. */
export type PlannedMessage = Readonly<{
  at: Instant;
  messageId: string;
  flow: string;
  step: string;
  channel: Channel;
  /** Why the message does not leave; absent where it does. */
  withheld?: ReasonCode;
  /** What defers it on the way, from when to when, in this order. */
  waits: readonly Readonly<{ reason: ReasonCode; from: Instant; until: Instant }>[];
}>;

/** Whether marketing may go out on a channel now, and the reason where it may not. */
export type Permission = Readonly<{ channel: Channel; basis?: Basis; against?: ReasonCode }>;

export type Explanation = Readonly<{
  at: Instant;
  zone: string;
  /** The next message that leaves. */
  next?: PlannedMessage;
  planned: readonly PlannedMessage[];
  standings: readonly Standing[];
  permissions: readonly Permission[];
  forecast: readonly TimelineEntry[];
}>;

export const explain = (profile: Profile, rules: Rules, now: Instant, timers?: Timers): Explanation => {
  const entries = forecast(profile, rules, now, timers);
  const planned = plannedIn(entries);
  return {
    at: now,
    zone: zoneOf(profile.person, rules.program.settings).zone,
    ...present({ next: planned.find(({ withheld }) => withheld === undefined) }),
    planned,
    standings: standingsOf(profile, rules, now),
    permissions: CHANNELS.map((channel) => permissionOn(channel, profile, rules, now)),
    forecast: entries,
  };
};

type MessageEntry = Extract<TimelineEntry, { type: 'message' }>;

const plannedIn = (entries: readonly TimelineEntry[]): readonly PlannedMessage[] => {
  const messages = entries.filter((entry): entry is MessageEntry => entry.type === 'message');
  return messages
    .filter(({ outcome }) => outcome === 'queued' || outcome === 'skipped')
    .map(({ at, messageId, flow, step, channel, reason }) =>
      present({
        at,
        messageId,
        flow,
        step,
        channel,
        withheld: reason,
        waits: messages.flatMap((entry) =>
          entry.messageId === messageId && entry.outcome === 'deferred' && entry.reason && entry.until
            ? [{ reason: entry.reason, from: entry.at, until: entry.until }]
            : [],
        ),
      }),
    );
};

const permissionOn = (channel: Channel, profile: Profile, rules: Rules, now: Instant): Permission => {
  const { settings } = rules.program;
  const basis = legalBasis({ profile, channel, purpose: 'marketing', settings, now });
  const against: readonly (readonly [ReasonCode, boolean])[] = [
    ['suppressed', suppressionOf(profile, channel) !== undefined],
    ['no-legal-basis', basis === undefined],
    ['channel-off', channel === 'whatsapp' && !settings.whatsapp],
    ['no-address', addressOf(profile.person, channel) === undefined],
    ['paused', pausedUntil({ profile }, now) !== undefined],
  ];
  return present({ channel, basis, against: against.find(([, holds]) => holds)?.[0] });
};
