/**
 * Erasure (Art. 17 GDPR): what a profile becomes, what is to be removed beside it, and what may never bring
 * it back (I9).
 */

import type { DomainEvent } from '../../events/event.ts';
import { isFrom, ownEvent } from '../../events/own-event.ts';
import { idOf, kindOf } from '../../identity/identity.ts';
import { LIMITS } from '../../limits.ts';
import { ERASED } from '../../privacy/rights.ts';
import type { Decision } from '../../state/decision.ts';
import type { Effect, ErasureOrder } from '../../state/effect.ts';
import { emptyProfile, namesSomebody } from '../../state/empty-profile.ts';
import { eventInput } from '../../state/event-input.ts';
import type { AbsorbInput, EventInput } from '../../state/input.ts';
import type { Profile, ProfileState } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { type Draft, patch } from '../draft.ts';

/**
 * Leaves a marker that knows nothing but its id and when it was erased. The erasure counts from its receipt:
 * whatever was queued or dated until then goes. Answers false where there is nothing to do, because the same
 * erasure was applied before.
 */
export const eraseProfile = (draft: Draft, at: Instant, unknown: boolean): boolean => {
  const { profile, now } = draft;
  if ((profile.erasedAt ?? -1) >= at) return false;
  if (!unknown && profile.since > at) {
    patch(draft, { erasedAt: at });
    return true;
  }
  const cancelled = profile.enrollments.map(
    (enrollment): Effect => ({ kind: 'cancel-timer', id: enrollment.timerId }),
  );
  const { id, identities, absorbed, seq, applied } = profile;
  const order = orderOf({ id, at, upTo: now, partitions: [id, ...absorbed], identities });
  draft.effects.push(...cancelled, order);
  draft.profile = { ...emptyProfile(id, seq, at), applied, erasedAt: at };
  return true;
};

/**
 * What an erasure leaves under another identity of the person: of a link to one of `partitions` a marker
 * where it is older than the erasure, else the link without the last state; of an account that was only typed
 * beside them, nothing that tells of it. Undefined: as it is, because it leads to somebody else or is newer.
 */
export const unlinked = (
  state: ProfileState,
  at: Instant,
  partitions: ReadonlySet<string>,
): ProfileState | undefined => {
  if (state.kind === 'live') return unhinted(state, at, partitions);
  const { last, ...link } = state;
  if (!partitions.has(state.mergedInto)) return undefined;
  if (state.at <= at) return { ...emptyProfile(state.id, last?.seq ?? 0, at), erasedAt: at };
  return last === undefined ? undefined : { ...link, erasedAt: at };
};

const unhinted = (
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

/** True for a marker: erased, and nothing new was heard since. */
export const isMarker = (profile: Profile): boolean =>
  profile.erasedAt !== undefined && profile.since === profile.erasedAt;

/**
 * True for what must not reach the profile: dated before its erasure, or, at a marker, about nobody: late
 * feedback and links of old messages name no identity, and their gate items hold without a profile. So do
 * those of a stop by WhatsApp, which names the number it comes from.
 */
export const isOver = (profile: Profile, event: DomainEvent): boolean =>
  isErased(profile, event.at) || (isMarker(profile) && (event.identities.length === 0 || isGated(event)));

const isGated = (event: DomainEvent): boolean =>
  event.name === 'consent.withdrawn' && isFrom(event, 'whatsapp');

/** What was dated before an erasure may not bring anything back, whichever way it comes. */
export const isErased = (state: Readonly<{ erasedAt?: Instant }>, at: Instant): boolean =>
  state.erasedAt !== undefined && at <= state.erasedAt;

/**
 * A marker to which something new comes begins a new profile; the others remember the earliest thing they
 * know of.
 */
export const sinceWith = (profile: Profile, event: DomainEvent): Instant =>
  isMarker(profile) ? event.at : Math.min(profile.since, event.at);

/**
 * The state of another profile of an erased person, from before the erasure: nothing of it is taken over, and
 * what is kept of it goes too.
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
 * Somebody slow recorded what another one erased meanwhile: what is to be removed where a decision with a
 * record lost to this state. A marker has no records of its own.
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
 * A person is known under an identity that was erased, by something dated before that: then the erasure is
 * about this profile too. A phone that is seen with an e-mail address proves nothing, as with merges:
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

/** Records carry the time of the door that took their input in, whose clock may be ahead of ours. */
const orderOf = ({ upTo, ...order }: Order): ErasureOrder => ({
  kind: 'erase',
  ...order,
  upTo: upTo + LIMITS.clocksDifferMs,
  id: idOf('erase', order.id, order.at),
});
