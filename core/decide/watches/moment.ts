/**
 * When a watch is due for a customer, by what is known now. Nothing is armed or started here; look.ts does
 * that.
 */

import type { Silence, TimedWatch } from '../../program/watch.ts';
import { lastOf } from '../../state/history.ts';
import { firstOrderAt, lastOrderAt, orderCount, usualGapMs } from '../../state/order-figures.ts';
import type { Profile } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { momentOfDay } from '../../time/moment-of-day.ts';
import { dueBy } from '../../time/planned-due.ts';
import { onceOn, yearlyAfter } from '../../time/yearly.ts';
import { localDay, nextWallClock } from '../../time/zone.ts';
import { statedDate } from '../customer-date.ts';

export type Watched = Readonly<{
  profile: Profile;
  /** The customer's zone; called only where it is needed, because finding it is dear. */
  zone: () => string;
  /** Up to when the moment is asked for exactly; one that surely comes later may be told as too early. */
  horizon: Instant;
}>;

/**
 * The first moment later than `after` at which the watch is due; it may lie in the past. Undefined where it
 * cannot be due unless something happens first.
 */
export const momentOf = (watch: TimedWatch, watched: Watched, after: Instant): Instant | undefined => {
  const moment = anyMomentOf(watch, watched, after);
  return moment !== undefined && moment > after ? moment : undefined;
};

const anyMomentOf = (watch: TimedWatch, watched: Watched, after: Instant): Instant | undefined => {
  if (watch.kind === 'inactive') return silentAt(watch, watched);
  return watch.kind === 'date' ? dateAt(watch, watched, after) : scheduledAt(watch, watched.zone(), after);
};

type Scheduled = Extract<TimedWatch, { kind: 'schedule' }>;

const scheduledAt = ({ on, hour, minute }: Scheduled, zone: string, after: Instant): Instant =>
  'day' in on
    ? momentOfDay(on.day, { hour, minute }, zone)
    : nextWallClock(after + 1, { weekday: on.weekday, hour, minute }, zone);

type Inactive = Extract<TimedWatch, { kind: 'inactive' }>;

/**
 * The silence counts from the last of the events. Who never had any of them is not silent but unknown, so
 * nothing is due.
 */
const silentAt = ({ without, silence }: Inactive, watched: Watched): Instant | undefined => {
  const lasts = without.flatMap((name) => lastHeard(watched.profile, name) ?? []);
  return lasts.length === 0 ? undefined : endOf(silence, Math.max(...lasts), watched);
};

/** An order that was cancelled or given back as a whole breaks no silence: it counts as if it had not been. */
const lastHeard = (profile: Profile, name: string): Instant | undefined => {
  if (name === 'order.placed') return lastOrderAt(profile);
  const history = profile.history[name];
  return history && lastOf(history).at;
};

const endOf = (silence: Silence, from: Instant, watched: Watched): Instant | undefined => {
  if (silence.kind === 'fixed') return dueBy(silence.wait, from, watched);
  const { profile } = watched;
  const gap = orderCount(profile) < silence.orders ? undefined : usualGapMs(profile);
  if (gap === undefined) return undefined;
  return Math.max(dueBy(silence.atLeast, from, watched), from + Math.round(gap * silence.factor));
};

type OnDate = Extract<TimedWatch, { kind: 'date' }>;

const dateAt = (watch: OnDate, { profile, zone }: Watched, after: Instant): Instant | undefined => {
  const day = dayOf(watch.fact, profile, zone);
  if (day === undefined) return undefined;
  const on = { ...watch, day, zone: zone() };
  return watch.everyYear ? yearlyAfter(on, after) : onceOn(on);
};

/** The day that the fact names, in the customer's calendar; undefined where nothing is known. */
const dayOf = (fact: string, profile: Profile, zone: () => string): string | undefined => {
  const date = dateAsKnown(fact, profile);
  return typeof date === 'number' ? localDay(date, zone()) : date;
};

/** A day as it was stated, or the moment that lies in it. */
export const dateAsKnown = (fact: string, profile: Profile): string | Instant | undefined => {
  if (fact === 'orders.first_at') return firstOrderAt(profile);
  if (fact === 'orders.last_at') return lastOrderAt(profile);
  return statedDate(profile, fact);
};
