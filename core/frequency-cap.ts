/** The frequency cap: slots reserved per local day over all flows, in total and per channel (design, rule 12). */
import type { Instant } from './instant.ts';
import type { Profile, SendSlot } from './profile.ts';
import type { Channel } from './reason.ts';
import type { Settings } from './settings.ts';
import { addCalendarDays, localDay, startOfNextDay } from './zone.ts';

type Cap = NonNullable<Settings['frequencyCap']>;
type Question = Readonly<{ slots: readonly SendSlot[]; channel: Channel; cap: Cap; zone: string; now: Instant }>;

const WEEK_DAYS = 7;
/** Each round moves to a later free moment; more rounds than slots can never be needed. */
const ROUNDS_MAX = 50;

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

/** True where the slot was reserved for another local day than today: the message has to be decided again. */
export const slotDayChanged = (profile: Profile, messageId: string, now: Instant, zone: string): boolean => {
  const slot = profile.slots.find((candidate) => candidate.messageId === messageId);
  return slot !== undefined && localDay(slot.at, zone) !== localDay(now, zone);
};

/** Slots that can still count at `now`; older ones are forgotten. */
export const recentSlots = (slots: readonly SendSlot[], now: Instant): readonly SendSlot[] =>
  slots.filter((slot) => now - slot.at < (WEEK_DAYS + 1) * 24 * 60 * 60_000);

const blockedUntil = ({ slots, channel, cap, zone }: Question, at: Instant): Instant | undefined => {
  const own = slots.filter((slot) => slot.channel === channel);
  const rules = [
    { slots, ...limits(cap) },
    { slots: own, ...limits(cap[channel]) },
  ];
  const moments = rules
    .flatMap((rule) => [perDay(rule.slots, rule.perDay, at, zone), perWeek(rule.slots, rule.perWeek, at, zone)])
    .filter((moment) => moment !== undefined);
  return moments.length === 0 ? undefined : Math.max(...moments);
};

const limits = (cap: Readonly<{ perDay?: number | null; perWeek?: number | null }> | undefined) => ({
  perDay: cap?.perDay ?? null,
  perWeek: cap?.perWeek ?? null,
});

const perDay = (slots: readonly SendSlot[], limit: number | null, at: Instant, zone: string): Instant | undefined => {
  if (limit === null) return undefined;
  const today = localDay(at, zone);
  return slots.filter((slot) => localDay(slot.at, zone) === today).length >= limit ? startOfNextDay(at, zone) : undefined;
};

/** Any seven days in a row: a slot counts until the same wall-clock time seven days later. */
const perWeek = (slots: readonly SendSlot[], limit: number | null, at: Instant, zone: string): Instant | undefined => {
  if (limit === null) return undefined;
  const ends = slots
    .map((slot) => addCalendarDays(slot.at, WEEK_DAYS, zone))
    .filter((end) => end > at)
    .sort((a, b) => a - b);
  return ends.length >= limit ? ends[ends.length - limit] : undefined;
};
