/**
 * Calculates when a profile has to be looked at next, which the due index sorts by and the sweep reads (rule
 * 3, I8), and how long its state, links and ledger rows are kept.
 */

import { kindOf } from '../identity/identity.ts';
import { LIMITS } from '../limits.ts';
import type { Instant } from '../time/instant.ts';
import { liveTimers } from './live-timers.ts';
import type { Profile, ProfileState } from './profile.ts';

export type Due = Readonly<{ at: Instant; waiting: readonly string[] }>;

/**
 * The earliest due time of a state; undefined where it waits for nothing. Effects that are still to be done
 * make it due now. Where the index holds it as due already, its place there stays as it is, because every
 * change of the index is paid for. A timer that is still to be armed is found at its own due time.
 */
export const dueOf = (state: ProfileState, before: Due | undefined, now: Instant): Due | undefined => {
  const enrollments = state.kind === 'live' ? state.enrollments : [];
  const waits = waitsOf(state);
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

/** Due times of everything that the state waits for: enrollments, and what time alone brings. */
const waitsOf = (state: ProfileState): readonly Instant[] =>
  state.kind === 'live' ? liveTimers(state).map(({ dueAt }) => dueAt) : [];

export const DAY_MS = 24 * 60 * 60_000;

type Retention = Readonly<{ timeline: number; profile: number }>;

/**
 * Days for which a state and its records are kept. Somebody who only requested a sign-up and never confirmed
 * it is kept for a short time only (Art. 5(1)(c) GDPR), and so is a browser that nobody is known for.
 */
export const keptFor = (state: ProfileState, retention: Retention): Retention => {
  const most = state.kind === 'live' ? mostDays(state) : Number.POSITIVE_INFINITY;
  return { timeline: Math.min(retention.timeline, most), profile: Math.min(retention.profile, most) };
};

const mostDays = ({ id, history }: Profile): number => {
  const heard = Object.keys(history);
  if (heard.join() === 'consent.requested') return LIMITS.unconfirmedDays;
  const onlyBrowsed =
    kindOf(id) === 'anonymous' && heard.length > 0 && heard.every((name) => BROWSED.has(name));
  return onlyBrowsed ? LIMITS.browsedOnlyDays : Number.POSITIVE_INFINITY;
};

/** What a browser may tell of somebody whom nobody knows. */
const BROWSED: ReadonlySet<string> = new Set(['product.viewed', 'cart.updated']);

/**
 * When a state may be deleted: `retentionDays` after its last change, and never before its last wait in a flow
 * ends. A date that returns every year keeps nobody.
 */
export const expiryOf = (state: ProfileState, retentionDays: number, now: Instant): Instant => {
  const waits = state.kind === 'live' ? state.enrollments.map((enrollment) => enrollment.dueAt) : [];
  return Math.max(now, ...waits) + retentionDays * DAY_MS;
};

/**
 * Until when the ledger row of a message is kept. A plain `sent` is stored nowhere else, so the row stays
 * somewhat longer than the timeline that shows it.
 */
export const ledgerKeptUntil = (state: ProfileState, retention: Retention, now: Instant): Instant => {
  const { timeline } = keptFor(state, retention);
  return now + Math.max(LIMITS.ledgerRetentionDays, timeline + LIMITS.ledgerOutlivesTimelineDays) * DAY_MS;
};
/**
 * When the link from an identity's own profile expires. A link from a cart or a browser is needed only as
 * long as carts are; every other link stays.
 */
export const linkExpiryOf = (from: string, at: Instant): Instant | undefined =>
  kindOf(from) === 'anonymous' ? at + LIMITS.anonymousLinkDays * DAY_MS : undefined;
