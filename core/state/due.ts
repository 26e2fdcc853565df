/**
 * When a profile has to be looked at next: what the due index sorts by and the sweep goes by (rule 3, I8).
 */

import { kindOf } from '../identity/identity.ts';
import { LIMITS } from '../limits.ts';
import type { Instant } from '../time/instant.ts';
import type { ProfileState } from './profile.ts';

export type Due = Readonly<{ at: Instant; waiting: readonly string[] }>;

/**
 * The earliest due time of a state, undefined where it waits for nothing. Effects that are still to be done
 * make it due now; where it stood as due already, its place in the index stays as it is, because every change
 * of it is paid for. A timer still to be armed is found at its own due time.
 */
export const dueOf = (state: ProfileState, before: Due | undefined, now: Instant): Due | undefined => {
  const enrollments = state.kind === 'live' ? state.enrollments : [];
  const waits = enrollments.map((enrollment) => enrollment.dueAt);
  const urgent = state.pending.some(
    (effect) => effect.kind !== 'arm-timer' && effect.kind !== 'cancel-timer',
  );
  if (urgent && before && before.at <= now) return before;
  const times = urgent ? [now, ...waits] : waits;
  if (times.length === 0) return undefined;
  return {
    at: Math.min(...times),
    waiting: enrollments.map((enrollment) => `${enrollment.flow}/${enrollment.step}`),
  };
};

export const DAY_MS = 24 * 60 * 60_000;

type Retention = Readonly<{ timeline: number; profile: number }>;

/**
 * For how many days a state and its records are kept: of somebody who only asked to be signed up and never
 * confirmed, not for long (Art. 5(1)(c) GDPR).
 */
export const keptFor = (state: ProfileState, retention: Retention): Retention => {
  const onlyAsked = state.kind === 'live' && Object.keys(state.history).join() === 'consent.requested';
  const most = onlyAsked ? LIMITS.unconfirmedDays : Number.POSITIVE_INFINITY;
  return { timeline: Math.min(retention.timeline, most), profile: Math.min(retention.profile, most) };
};

/**
 * When a state may be forgotten: so many days after it last changed, and never before what it waits for is
 * over.
 */
export const expiryOf = (state: ProfileState, retentionDays: number, now: Instant): Instant => {
  const waits = state.kind === 'live' ? state.enrollments.map((enrollment) => enrollment.dueAt) : [];
  return Math.max(now, ...waits) + retentionDays * DAY_MS;
};

/**
 * Until when the ledger tells what became of a message: plain `sent` stands nowhere else, so the row stays as
 * long as the timeline that shows it, and then some.
 */
export const ledgerKeptUntil = (state: ProfileState, retention: Retention, now: Instant): Instant => {
  const { timeline } = keptFor(state, retention);
  return now + Math.max(LIMITS.ledgerRetentionDays, timeline + LIMITS.ledgerOutlivesTimelineDays) * DAY_MS;
};
/** What points from a cart or a browser is needed no longer than carts live; every other link stays. */
export const linkExpiryOf = (from: string, at: Instant): Instant | undefined =>
  kindOf(from) === 'anonymous' ? at + LIMITS.anonymousLinkDays * DAY_MS : undefined;
