/**
 * The frequency cap: reserves slots per local day over all flows, in total, per channel and by the customer's
 * own wish (rule 12).
 */

import { DAYS_PER_MESSAGE, type Frequency } from '../consent/preferences.ts';
import { LIMITS } from '../limits.ts';
import type { Settings } from '../program/settings.ts';
import type { Channel } from '../reason.ts';
import type { Profile } from '../state/profile.ts';
import type { SendSlot } from '../state/send-slot.ts';
import type { Instant } from '../time/instant.ts';
import { addCalendarDays, localDay, startOfNextDay } from '../time/zone.ts';

type Question = Readonly<{
  slots: readonly SendSlot[];
  channel: Channel;
  cap: Settings['frequencyCap'];
  /** The customer's own wish, which counts in addition to the shop's cap. */
  frequency?: Frequency | undefined;
  zone: string;
  now: Instant;
}>;

const WEEK_DAYS = 7;
const DAY_MS = 24 * 60 * 60_000;
/** Each round moves to a later free moment, so there are never more rounds than slots. */
const ROUNDS_MAX = LIMITS.slotsPerProfile + 1;

/** The next moment at which one more message fits all caps; undefined where it fits now. */
export const capUntil = (question: Question): Instant | undefined => {
  let at = question.now;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const blocked = blockedUntil(question, at);
    if (blocked === undefined) break;
    at = blocked;
  }
  return at > question.now ? at : undefined;
};

/** True where the slot was reserved for a local day other than today; the message has to be decided again. */
export const slotDayChanged = (profile: Profile, messageId: string, now: Instant, zone: string): boolean => {
  const slot = profile.slots.find((candidate) => candidate.messageId === messageId);
  return slot !== undefined && localDay(slot.at, zone) !== localDay(now, zone);
};

/**
 * Slots that can still count at `now`; older ones are dropped. The window is one day longer than the longest
 * cap, because a calendar day may have 25 hours.
 */
export const recentSlots = ({ slots, preferences }: Profile, now: Instant): readonly SendSlot[] => {
  const days = Math.max(
    WEEK_DAYS,
    preferences?.frequency === undefined ? 0 : DAYS_PER_MESSAGE[preferences.frequency],
  );
  return slots.filter((slot) => now - slot.at < (days + 1) * DAY_MS).slice(-LIMITS.slotsPerProfile);
};

/** Removes a message's slot: a message that did not leave or arrive has used up nothing. */
export const withoutSlot = (slots: readonly SendSlot[], messageId: string): readonly SendSlot[] =>
  slots.some((slot) => slot.messageId === messageId)
    ? slots.filter((slot) => slot.messageId !== messageId)
    : slots;

const blockedUntil = (
  { slots, channel, cap, frequency, zone }: Question,
  at: Instant,
): Instant | undefined => {
  const own = slots.filter((slot) => slot.channel === channel);
  const rules = [
    { slots, ...limits(cap) },
    { slots: own, ...limits(cap?.[channel]) },
  ];
  const moments = [
    ...rules.flatMap((rule) => [
      perDay(rule.slots, rule.perDay, at, zone),
      perDays(rule.slots, { limit: rule.perWeek, days: WEEK_DAYS }, at, zone),
    ]),
    frequency === undefined
      ? undefined
      : perDays(slots, { limit: 1, days: DAYS_PER_MESSAGE[frequency] }, at, zone),
  ].filter((moment) => moment !== undefined);
  return moments.length === 0 ? undefined : Math.max(...moments);
};

const limits = (cap: Readonly<{ perDay?: number | null; perWeek?: number | null }> | null | undefined) => ({
  perDay: cap?.perDay ?? null,
  perWeek: cap?.perWeek ?? null,
});

const perDay = (
  slots: readonly SendSlot[],
  limit: number | null,
  at: Instant,
  zone: string,
): Instant | undefined => {
  if (limit === null) return undefined;
  const today = localDay(at, zone);
  return slots.filter((slot) => localDay(slot.at, zone) === today).length >= limit
    ? startOfNextDay(at, zone)
    : undefined;
};

/**
 * A cap over `days` calendar days in a row: a slot counts until the same wall-clock time that many days
 * later.
 */
const perDays = (
  slots: readonly SendSlot[],
  { limit, days }: Readonly<{ limit: number | null; days: number }>,
  at: Instant,
  zone: string,
): Instant | undefined => {
  if (limit === null) return undefined;
  const ends = slots
    .map((slot) => addCalendarDays(slot.at, days, zone))
    .filter((end) => end > at)
    .sort((a, b) => a - b);
  return ends.length >= limit ? ends[ends.length - limit] : undefined;
};
