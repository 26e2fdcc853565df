/**
 * Erasure (Art. 17 GDPR): what a profile becomes, what else is removed, and which later events are dropped so
 * that nothing comes back (I9).
 */

import type { DomainEvent } from '../../events/event.ts';
import { isFrom, ownEvent } from '../../events/own-event.ts';
import { idOf, kindOf } from '../../identity/identity.ts';
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import { ERASED } from '../../privacy/rights.ts';
import type { Decision } from '../../state/decision.ts';
import type { Effect, ErasureOrder } from '../../state/effect.ts';
import { emptyProfile, namesSomebody } from '../../state/empty-profile.ts';
import { eventInput } from '../../state/event-input.ts';
import type { AbsorbInput, EventInput } from '../../state/input.ts';
import { liveTimers } from '../../state/live-timers.ts';
import type { Profile, ProfileState } from '../../state/profile.ts';
import type { Sharers } from '../../state/sharers.ts';
import type { Instant } from '../../time/instant.ts';
import { type Draft, patch } from '../draft.ts';
import { sharersLeft } from './shared-number.ts';

/**
 * Replaces the profile by a marker that holds only its id and the time of the erasure. The erasure counts
 * from its receipt: everything queued or dated before goes. Returns false where the same erasure was applied
 * before.
 */
export const eraseProfile = (draft: Draft, at: Instant, unknown: boolean): boolean => {
  const { profile, now } = draft;
  if ((profile.erasedAt ?? -1) >= at) return false;
  if (!unknown && profile.since > at) {
    patch(draft, { erasedAt: at });
    return true;
  }
  const cancelled = liveTimers(profile).map(({ timerId }): Effect => ({ kind: 'cancel-timer', id: timerId }));
  const { id, identities, absorbed, seq, applied, sharers } = profile;
  const order = orderOf({ id, at, upTo: now, partitions: [id, ...absorbed], identities });
  draft.effects.push(...cancelled, order);
  draft.profile = present({ ...emptyProfile(id, seq, at), applied, sharers, erasedAt: at });
  return true;
};

/**
 * The state that an erasure leaves under another identity of the person. A link to one of `partitions`
 * becomes a marker where it is older than the erasure, and otherwise loses its last state. An account that
 * was only typed beside them loses its hints at them, and a number forgets that they shared it. Undefined
 * where the state stays, because it leads to somebody else or is newer.
 */
export const unlinked = (
  state: ProfileState,
  at: Instant,
  partitions: ReadonlySet<string>,
): ProfileState | undefined => {
  const sharers = sharersLeft(state, partitions);
  const unshared = sharers?.length === state.sharers?.length ? undefined : withSharers(state, sharers);
  if (state.kind === 'live') return unshared ?? withoutHints(state, at, partitions);
  const { last, ...link } = state;
  if (!partitions.has(state.mergedInto)) return unshared;
  if (state.at <= at)
    return present({ ...emptyProfile(state.id, last?.seq ?? 0, at), sharers, erasedAt: at });
  return last === undefined ? unshared : { ...withSharers(link, sharers), erasedAt: at };
};

const withSharers = <S extends ProfileState>(
  { sharers: _before, ...state }: S,
  sharers: Sharers | undefined,
) => present({ ...state, sharers }) as S;

const withoutHints = (
  profile: Profile,
  at: Instant,
  partitions: ReadonlySet<string>,
): ProfileState | undefined => {
  const { hints, ...rest } = profile;
  const beside = hints?.beside.filter((profileId) => !partitions.has(profileId));
  if (!hints || beside?.length === hints.beside.length) return undefined;
  if (beside && beside.length > 0) return { ...profile, hints: { ...hints, beside } };
  return namesSomebody(profile) ? rest : { ...emptyProfile(profile.id, 0, at), erasedAt: at };
};

/** True for a marker: erased, with nothing new since. */
export const isMarker = (profile: Profile): boolean =>
  profile.erasedAt !== undefined && profile.since === profile.erasedAt;

/**
 * True for an event that must not reach the profile: it is dated before the erasure, or it meets a marker and
 * names nobody. Late feedback and links of old messages name no identity, and their gate items hold without a
 * profile. A stop by WhatsApp, which names its number, is gated in the same way.
 */
export const isOver = (profile: Profile, event: DomainEvent): boolean =>
  isErased(profile, event.at) || (isMarker(profile) && (event.identities.length === 0 || isGated(event)));

/**
 * True for a record of the past about somebody who was erased. Files say when they were written and not how
 * old what stands in them is, so a record brings nobody back; what was done after the erasure does. Nor does
 * a stop, which holds in the gate without a profile.
 */
export const isRecordOfErased = (profile: Profile, { name }: DomainEvent): boolean =>
  profile.erasedAt !== undefined &&
  (name.startsWith('customer.') || (isMarker(profile) && STOPS.includes(name)));

const STOPS: readonly string[] = ['consent.withdrawn', 'suppression.added'];

const isGated = (event: DomainEvent): boolean =>
  event.name === 'consent.withdrawn' && isFrom(event, 'whatsapp');

/** True for a date before the erasure: such an event brings nothing back, by whichever way it comes. */
export const isErased = (state: Readonly<{ erasedAt?: Instant }>, at: Instant): boolean =>
  state.erasedAt !== undefined && at <= state.erasedAt;

/**
 * The time since which the profile knows anything. A new event turns a marker into a new profile; every other
 * profile keeps its earliest time.
 */
export const sinceWith = (profile: Profile, event: DomainEvent): Instant =>
  isMarker(profile) ? event.at : Math.min(profile.since, event.at);

/**
 * The order to delete an absorbed profile's state from before the erasure: the state is not taken over, and
 * everything kept for it is deleted too.
 */
export const eraseAbsorbed = ({ from, state }: AbsorbInput, erasedAt: Instant, now: Instant): ErasureOrder =>
  orderOf({
    id: from,
    at: erasedAt,
    upTo: now,
    partitions: [from, ...state.absorbed],
    identities: state.identities,
  });

/**
 * The order to delete a late record: one function wrote it while another function erased the profile, so its
 * decision lost to this state. A marker has no records of its own.
 */
export const eraseLateRecord = (
  { record }: Pick<Decision, 'record'>,
  lostTo: ProfileState | undefined,
  now: Instant,
): ErasureOrder | undefined => {
  if (!record || lostTo?.kind !== 'live' || !isMarker(lostTo)) return undefined;
  const { id, erasedAt = 0 } = lostTo;
  return orderOf({ id, at: erasedAt, upTo: now, partitions: [id], identities: [] });
};

/** Tells a profile that its person was erased under another identity. */
export const erasureOf = (profileId: string, at: Instant): EventInput => {
  const id = idOf('erased', profileId, at);
  const event = ownEvent({ id, name: ERASED, at, source: 'stammkunde' });
  return eventInput(event, { profileId, receivedAt: at, inputId: id });
};

/**
 * The time of an erasure that reaches this profile too: its person is known under an identity that was
 * erased, by an event dated before the erasure. A phone seen with an e-mail address proves nothing, because
 * families share phones.
 */
export const erasedElsewhere = (
  { from, into, at }: Extract<Effect, { kind: 'link-identity' }>,
  standing: Readonly<{ erasedAt?: Instant }> | undefined,
): Instant | undefined => {
  const proves = kindOf(into) !== 'email' || kindOf(from) !== 'phone';
  return proves && at !== undefined && standing?.erasedAt !== undefined && at <= standing.erasedAt
    ? standing.erasedAt
    : undefined;
};

type Order = Omit<ErasureOrder, 'kind'>;

/** Records carry the time of the door that accepted their input, and that clock may be ahead of ours. */
const orderOf = ({ upTo, ...order }: Order): ErasureOrder => ({
  kind: 'erase',
  ...order,
  upTo: upTo + LIMITS.clocksDifferMs,
  id: idOf('erase', order.id, order.at),
});
