/**
 * The engine: one input changes one profile. It is pure: everything it needs is an argument, and everything
 * to be done outside is returned as data.
 */

import { asksInVain } from '../consent/asking.ts';
import { newsKindOf } from '../events/catalogue-news.ts';
import type { DomainEvent } from '../events/event.ts';
import { textAt } from '../events/read-data.ts';
import { present } from '../present.ts';
import { DATA_REQUESTED, ERASED } from '../privacy/rights.ts';
import type { Rules } from '../program/rules.ts';
import type { Decision } from '../state/decision.ts';
import type { Effect } from '../state/effect.ts';
import { emptyProfile } from '../state/empty-profile.ts';
import type { EventInput, ProfileInput } from '../state/input.ts';
import type { Profile, ProfileState } from '../state/profile.ts';
import type { Instant } from '../time/instant.ts';
import { resumesNothing } from './apply/apply-consent.ts';
import { applyEvent } from './apply/apply-event.ts';
import { close, mark } from './close.ts';
import { type Draft, type Emitted, openDraft, patch } from './draft.ts';
import { applyTriggers } from './enrollments/enroll.ts';
import { applyExits } from './enrollments/exits.ts';
import { applyFurtherParts } from './enrollments/further-parts.ts';
import { applyWaitFor } from './enrollments/wait-for.ts';
import { newsFor } from './news.ts';
import { isAboutHints, onAccountWord } from './person/account-hints.ts';
import { eraseProfile, isErased, isMarker, isOver, isRecordOfErased, sinceWith } from './person/erase.ts';
import { linkIdentities } from './person/link-identities.ts';
import { forwardFrom, merge, onAbsorb } from './person/merge.ts';
import { isRecognition, onRecognised } from './person/recognised.ts';
import { asContact, belongsElsewhere, withoutAccount } from './person/whose-event.ts';
import { onOutcome } from './steps/on-outcome.ts';
import { isLive, onTimer, onWake } from './steps/on-timer.ts';
import { notWaiting } from './waiting-changes.ts';
import { armWatch } from './watches/arm.ts';
import { startWatched } from './watches/look.ts';

/** `state` is undefined for an unknown customer. The same arguments always give the same decision. */
export const decide = (
  state: ProfileState | undefined,
  input: ProfileInput,
  rules: Rules,
  now: Instant,
): Decision => decideRead({ state }, input, rules, now);

/** A state as it was read; `bytes` is what it takes as JSON, or more. */
type Read = Readonly<{ state?: ProfileState | undefined; bytes?: number | undefined }>;

/** The same decision; of a state whose size is known only the changes are measured. */
export const decideRead = (
  { state, bytes }: Read,
  input: ProfileInput,
  rules: Rules,
  now: Instant,
): Decision => {
  if (state?.kind === 'tombstone') return forwardFrom(state, input, now);
  const profile = state ?? emptyProfile(input.profileId, rules.program.seq, now);
  if (profile.applied.includes(mark(input))) return { state: profile, effects: [], changed: false };
  if (input.kind === 'merge') return merge(profile, input, now);
  if (input.kind === 'event' && input.event.name === DATA_REQUESTED)
    return { state: profile, effects: [exportFor(input)], changed: false };
  const elsewhere = forwardToAccount(profile, input);
  if (elsewhere && !isWithdrawalFor(input)) return { state: profile, effects: [elsewhere], changed: false };
  const draft = openDraft(profile, elsewhere ? withoutAccount(input) : input, rules, now);
  draft.bytes = bytes;
  return decideHere(draft, state === undefined, elsewhere ? [elsewhere] : []);
};

/** `handed` are the effects with which somebody else hears of it too. */
const decideHere = (draft: Draft, unknown: boolean, handed: readonly Effect[]): Decision => {
  if (!apply(draft, unknown))
    return {
      state: draft.before,
      effects: handed,
      changed: false,
      ...present({ waiting: notWaiting(draft) }),
    };
  draft.effects.push(...handed);
  comeToRest(draft);
  return close(draft);
};

/** Returns false where there was nothing to do, so that nothing is written. */
const apply = (draft: Draft, unknown: boolean): boolean => {
  const { input } = draft;
  switch (input.kind) {
    case 'event':
      return onEvent(draft, input, unknown);
    case 'timer':
      if (!isLive(draft, input)) return false;
      onTimer(draft, input);
      return true;
    case 'outcome':
      if (unknown || isMarker(draft.profile)) return false;
      onOutcome(draft, input);
      return true;
    case 'absorb':
      if (isMarker(input.state)) return false;
      onAbsorb(draft, input);
      return true;
    case 'wake':
      onWake(draft);
      return !unknown;
    case 'merge':
      return false;
  }
};

const onEvent = (draft: Draft, { event, receivedAt, history }: EventInput, unknown: boolean): boolean => {
  if (event.name === ERASED) return eraseProfile(draft, receivedAt, unknown);
  if (isAboutHints(event)) return !isErased(draft.profile, event.at) && onAccountWord(draft, event);
  if (isRecognition(event)) return onRecognised(draft, event, unknown);
  if (isOver(draft.profile, event) || (history && isRecordOfErased(draft.profile, event))) return false;
  const told = newsKindOf(event.name) ? newsFor(draft.profile, event, draft.now) : event;
  if (!told) return false;
  draft.event = told;
  return hear(draft, told);
};

const hear = (draft: Draft, event: DomainEvent): boolean => {
  const since = sinceWith(draft.profile, event);
  if (since !== draft.profile.since) patch(draft, { since });
  linkIdentities(draft, event);
  const idle = changesNothing(draft.profile, event);
  if (idle !== undefined) {
    draft.entries.push({ type: 'decision', at: draft.now, what: 'ignored', reason: idle });
    return true;
  }
  if (!applyEvent(draft, event)) {
    draft.entries.push({ type: 'decision', at: draft.now, what: 'ignored', reason: 'repeat' });
    return true;
  }
  startAndStop(draft, event);
  return true;
};

const startAndStop = (draft: Draft, event: DomainEvent, by?: Emitted): void => {
  applyExits(draft, event);
  if (draft.isHistory) return;
  applyWaitFor(draft, event);
  applyFurtherParts(draft, event);
  applyTriggers(draft, event, by);
};

/**
 * Hears what was emitted, and starts what flows watch for, until neither leaves anything to the other: an
 * emitted event may move the next moment, and what a flow writes down may move the customer into a segment.
 */
const comeToRest = (draft: Draft): void => {
  hearEmitted(draft);
  for (let more = true; more; ) {
    const started = startWatched(draft);
    more = hearEmitted(draft) || started;
  }
  armWatch(draft);
};

/**
 * Hears what steps of this decision have emitted, and what follows from it, until nothing is left. False
 * where there was nothing.
 */
const hearEmitted = (draft: Draft): boolean => {
  const some = draft.emitted.length > 0;
  for (let next = draft.emitted.shift(); next; next = draft.emitted.shift()) {
    draft.event = next.event;
    if (applyEvent(draft, next.event)) startAndStop(draft, next.event, next);
  }
  return some;
};

/**
 * The reason where an event about consent changes nothing; for flows, counts and conditions it did not happen
 * (rule 11).
 */
const changesNothing = (profile: Profile, event: DomainEvent): string | undefined => {
  if (resumesNothing(profile, event)) return 'nothing-to-resume';
  return asksInVain(profile, event) ? 'withdrew-lately' : undefined;
};

/**
 * The effect that forwards an event to the account it belongs to, where that is somebody else's; it leaves no
 * trace here (rule 10).
 */
const forwardToAccount = (profile: Profile, input: ProfileInput): Effect | undefined => {
  if (input.kind !== 'event') return undefined;
  const account = belongsElsewhere(profile, input.event);
  if (account === undefined || input.event.name === ERASED) return undefined;
  const handed = { ...input, profileId: account, event: asContact(input.event) };
  return { kind: 'forward', id: input.inputId, input: handed };
};

/**
 * A withdrawal names an address that is to be left alone, so it counts for whoever has the address, whatever
 * account stands beside it; the account hears of it too.
 */
const isWithdrawalFor = (input: ProfileInput): boolean =>
  input.kind === 'event' &&
  input.event.name === 'consent.withdrawn' &&
  input.event.identities.some(({ kind, profileId }) => kind === 'email' && profileId === input.profileId);

/** The effect of a request for data. It changes nothing for the person, and it makes nobody known. */
const exportFor = ({ inputId, profileId, event: { at, data, identities } }: EventInput): Effect => {
  const request = textAt(data, 'request_id');
  const named = identities.map(({ profileId: id, formerly }) => present({ profileId: id, formerly }));
  return present({
    kind: 'export',
    id: inputId,
    profileId,
    named: named.length > 0 ? named : [{ profileId }],
    at,
    request,
  });
};
