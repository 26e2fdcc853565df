/**
 * Merges two profiles of one person in two single-item writes: a tombstone for the one, an absorbed state for
 * the other (rule 10).
 */
import { stricterPreferences } from '../../consent/preferences.ts';
import { mergeSuppressions } from '../../consent/suppression.ts';
import { idOf } from '../../identity/identity.ts';
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import { ERASED } from '../../privacy/rights.ts';
import { mergedPromises } from '../../state/coupons.ts';
import type { Decision } from '../../state/decision.ts';
import type { Effect } from '../../state/effect.ts';
import { mergeEnded } from '../../state/ended-enrollments.ts';
import { mergedHeard } from '../../state/heard.ts';
import { type EventHistory, lastOf } from '../../state/history.ts';
import type { AbsorbInput, MergeInput, ProfileInput } from '../../state/input.ts';
import { liveTimers } from '../../state/live-timers.ts';
import type { CartFacts, EndedEnrollment, OrderFacts, Profile, Tombstone } from '../../state/profile.ts';
import { joinedPurchases } from '../../state/purchases.ts';
import { recordRef } from '../../state/record-ref.ts';
import { inTodaysForms } from '../../state/todays-forms.ts';
import { laterOf } from '../../time/said.ts';
import { keepNewest } from '../apply/history.ts';
import { type Draft, patch, tell } from '../draft.ts';
import { joinEnrollments } from '../enrollments/join-enrollments.ts';
import { leavingWith } from '../waiting-changes.ts';
import { mergeWatched } from '../watches/merge-watched.ts';
import { answerHints } from './account-hints.ts';
import { eraseAbsorbed, isErased, isMarker } from './erase.ts';
import { joinedFigures, joinedOrders } from './joined-figures.ts';
import { uniteIdentities } from './link-identities.ts';
import { mergeInput } from './merge-inputs.ts';
import { knownTwice, uniteOrders } from './merge-orders.ts';
import { mergeConsents, mergePersons } from './merge-person.ts';
import { fromSharedNumber } from './shared-number.ts';

/** The profile whose id sorts first survives, so that merges in any order never run in a circle. */
export const merge = (profile: Profile, input: MergeInput, now: number): Decision => {
  if (input.into < profile.id) return toTombstone(profile, input, now);
  const { into, receivedAt, later, history } = input;
  const turned = present({ ...mergeInput(profile.id, into, receivedAt, later), history });
  const effects: readonly Effect[] =
    input.into === profile.id ? [] : [{ kind: 'forward', id: turned.inputId, input: turned }];
  return { state: profile, effects, changed: false };
};

/** Turns the losing profile into a tombstone that holds its last state until the survivor has it. */
const toTombstone = (profile: Profile, input: MergeInput, now: number): Decision => {
  const { into, later, history } = input;
  const id = idOf('absorb', profile.id, into);
  const effect: Effect = present({ kind: 'absorb', id, from: profile.id, into, later, history });
  const cancelled = liveTimers(profile).map(({ timerId }): Effect => ({ kind: 'cancel-timer', id: timerId }));
  const answers = profile.hints ? answerHints(profile.hints, { into, at: now }) : [];
  const effects = [effect, ...cancelled, ...answers];
  const state: Tombstone = present({
    kind: 'tombstone',
    id: profile.id,
    mergedInto: into,
    at: now,
    pending: effects,
    last: { ...profile, pending: [] },
    erasedAt: profile.erasedAt,
    sharers: profile.sharers,
  });
  const record = {
    profileId: profile.id,
    ref: recordRef(input),
    inputId: input.inputId,
    entries: [
      {
        type: 'decision' as const,
        at: now,
        what: 'merged',
        detail: 'into another profile of the same person',
      },
    ],
  };
  return { state, effects, record, changed: true };
};

/** Forwards an input that reaches a tombstone, under its id; what is dated before an erasure is dropped. */
export const forwardFrom = (tombstone: Tombstone, input: ProfileInput, now: number): Decision => {
  const effects = mayForward(tombstone, input)
    ? [passToSurvivor(tombstone, input)]
    : eraseDropped(tombstone, input, now);
  const waiting = leavingWith(effects, input);
  return { state: { ...tombstone, pending: effects }, effects, changed: false, ...present({ waiting }) };
};

const mayForward = (tombstone: Tombstone, input: ProfileInput): boolean => {
  if (input.kind === 'absorb') return !isErased(tombstone, input.state.since);
  if (input.kind !== 'event' || input.event.name === ERASED) return true;
  return !tombstone.disputed && !isErased(tombstone, input.event.at);
};

const eraseDropped = ({ erasedAt = 0 }: Tombstone, input: ProfileInput, now: number): readonly Effect[] =>
  input.kind === 'absorb' ? [eraseAbsorbed(input, erasedAt, now)] : [];

const passToSurvivor = (tombstone: Tombstone, input: ProfileInput): Effect => ({
  kind: 'forward',
  id: input.inputId,
  input: { ...fromSharedNumber(tombstone, input), profileId: tombstone.mergedInto },
});

/** Takes over the state of the other profile. Absorbing the same profile twice changes nothing. */
export const onAbsorb = (draft: Draft, input: AbsorbInput): void => {
  const { profile } = draft;
  const { lastEntries } = profile;
  const state = inTodaysForms(input.state);
  if (profile.absorbed.includes(input.from)) return;
  if (isErased(profile, state.since)) {
    draft.effects.push(eraseAbsorbed(input, profile.erasedAt ?? 0, draft.now));
    return;
  }
  const qualify = (ref: string) => (ref.includes('/') ? ref : `${state.id}/${ref}`);
  const person = mergePersons(profile, state, input.later);
  const preferences = stricterPreferences(profile.preferences, state.preferences);
  const purchases = joinedPurchases(profile, state);
  const figures = joinedFigures(profile, state, draft, qualify);
  patch(draft, {
    since: isMarker(profile) ? state.since : Math.min(profile.since, state.since),
    identities: uniteIdentities(profile.identities, state.identities),
    person,
    ...emailSinceWith(profile, state, person),
    consents: mergeConsents(profile, state, person),
    suppressions: mergeSuppressions(person, profile, state),
    attributes: Object.fromEntries(
      Object.entries({ ...state.attributes, ...profile.attributes }).slice(-LIMITS.attributesPerProfile),
    ),
    tags: [...new Set([...profile.tags, ...state.tags])].slice(0, LIMITS.tagsPerProfile),
    history: mergeHistory(profile, state),
    carts: keepNewest(
      uniteCarts(
        profile.carts,
        state.carts.map((cart) => ({ ...cart, ref: qualify(cart.ref) })),
      ),
      LIMITS.checkoutsPerProfile,
    ),
    ...purchases,
    ...figures,
    ...joinedOrders(
      uniteOrders(
        profile.orders.map((order) => markOtherAddress(profile, person, order)),
        state.orders.map((order) => markOtherAddress(state, person, { ...order, ref: qualify(order.ref) })),
      ),
      { ...purchases, ...figures },
    ),
    lastEntries: mergeEnded(profile.lastEntries, qualified(state.lastEntries, qualify), draft.now),
    ...present({
      preferences,
      tier: profile.tier ?? state.tier,
      coupons: mergedPromises(profile, state),
      heard: mergedHeard(profile, state, qualify),
      watched: mergeWatched(profile.watched, state.watched),
    }),
    slots: keepNewest(
      unite(profile.slots, state.slots, (slot) => slot.messageId),
      LIMITS.slotsPerProfile,
    ),
    absorbed: [...profile.absorbed, input.from, ...state.absorbed].slice(-LIMITS.absorbedProfiles),
  });
  tell(draft, {
    type: 'decision',
    at: draft.now,
    what: 'merged',
    detail: 'another profile of the same person joined',
    joined: input.from,
  });
  const joining = state.enrollments.map((enrollment) =>
    enrollment.ref === undefined ? enrollment : { ...enrollment, ref: qualify(enrollment.ref) },
  );
  joinEnrollments(draft, joining, { own: lastEntries, theirs: state.lastEntries });
};

/** Of one cart that both know, the newer word counts; what either knows to be bought stays bought. */
const uniteCarts = (own: readonly CartFacts[], others: readonly CartFacts[]): readonly CartFacts[] => {
  const united = own.map((cart) => {
    const other = others.find(({ id }) => id === cart.id);
    if (!other) return cart;
    const newer = laterOf(other, cart) > 0 ? other : cart;
    return cart.completed || other.completed ? { ...newer, pieces: 0, completed: true as const } : newer;
  });
  return unite(united, others, (cart) => cart.id);
};

const unite = <T>(own: readonly T[], others: readonly T[], key: (item: T) => string): readonly T[] => {
  const known = new Set(own.map(key));
  return [...own, ...others.filter((item) => !known.has(key(item)))];
};

/** Marks an order that was placed under an address that the merged person does not keep (§7(3) UWG). */
const markOtherAddress = (
  { person: { email } }: Profile,
  { email: joined }: Profile['person'],
  order: OrderFacts,
): OrderFacts =>
  email === undefined || joined === undefined || email === joined ? order : { ...order, elsewhere: true };

/** When the e-mail address that stays was obtained: each of the two addresses has its own time. */
const emailSinceWith = (
  profile: Profile,
  state: Profile,
  person: Profile['person'],
): Pick<Profile, 'emailSince'> => {
  const [a, b] = [profile.person.email, state.person.email];
  if (a === undefined || b === undefined || a === b) {
    const known = [profile.emailSince, state.emailSince].filter((at) => at !== undefined);
    return known.length === 0 ? {} : { emailSince: Math.max(...known) };
  }
  const of = person.email === a ? profile : state;
  return { emailSince: of.emailSince ?? of.since };
};

const mergeHistory = (profile: Profile, state: Profile): Profile['history'] => {
  const merged = { ...state.history };
  for (const [name, own] of Object.entries(profile.history)) {
    const other = merged[name];
    merged[name] = other ? mergedHistory(own, other) : own;
  }
  const placed = merged[PLACED];
  if (!placed) return merged;
  return { ...merged, [PLACED]: { ...placed, count: placed.count - knownTwice(profile, state) } };
};

/** Counted once for each order, by whichever of its events a profile has known it first. */
const PLACED = 'order.placed';

const mergedHistory = (own: EventHistory, other: EventHistory): EventHistory => ({
  ...(laterOf(lastOf(own), lastOf(other)) >= 0 ? own : other),
  first: Math.min(own.first, other.first),
  count: own.count + other.count,
});

const qualified = (
  lastEnrollments: Profile['lastEntries'],
  qualify: (ref: string) => string,
): Profile['lastEntries'] => {
  const own = <T extends EndedEnrollment>(enrollment: T): T =>
    enrollment.ref === undefined ? enrollment : { ...enrollment, ref: qualify(enrollment.ref) };
  return Object.fromEntries(
    Object.entries(lastEnrollments).map(([flow, last]) => [
      flow,
      {
        ...own(last),
        ...present({ earlier: last.earlier === undefined ? undefined : last.earlier.map(own) }),
      },
    ]),
  );
};
