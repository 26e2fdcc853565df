/**
 * A decision while it is being made: the only thing in the engine that changes. It exists within one call of
 * decide, and its profile is a copy of its own, of which the parts are exchanged and never changed.
 */

import type { DomainEvent } from '../events/event.ts';
import { idOf } from '../identity/identity.ts';
import { LIMITS } from '../limits.ts';
import type { InMaking } from '../present.ts';
import type { Rules } from '../program/rules.ts';
import type { Effect } from '../state/effect.ts';
import type { ProfileInput } from '../state/input.ts';
import type { Profile, RecordRef } from '../state/profile.ts';
import { recordRef } from '../state/record-ref.ts';
import type { TimelineEntry } from '../state/timeline.ts';
import type { Instant } from '../time/instant.ts';

export type Draft = {
  /** Each change is seen by whoever holds it, so a part that is asked for later is taken out before. */
  profile: InMaking<Profile>;
  /** What is decided tells of the past: it starts nothing (state/input.ts). */
  readonly isHistory: boolean;
  /** As it was when the decision began. */
  readonly before: Profile;
  /** What that took as JSON at most, where it is known. */
  bytes: number | undefined;
  readonly input: ProfileInput;
  readonly rules: Rules;
  readonly now: Instant;
  readonly effects: Effect[];
  readonly entries: TimelineEntry[];
  /** Key of this input's timeline record. */
  readonly ref: RecordRef;
  stepsLeft: number;
  timersArmed: number;
  /** The event at hand: the input's, or one that a step has emitted. */
  event: DomainEvent | undefined;
  /** Events of our own that are still to be heard within this decision. */
  readonly emitted: Emitted[];
  emitsLeft: number;
  /** How often this decision has looked which conditions the customer fulfils. */
  looks: number;
  /** The last look found no condition that this decision may have turned. */
  noneTurned: boolean;
};

/** `ref` is the record of what the emitting enrollment is about; `depth` counts the chain. */
export type Emitted = Readonly<{ event: DomainEvent; depth: number; ref?: RecordRef }>;

export const openDraft = (profile: Profile, input: ProfileInput, rules: Rules, now: Instant): Draft => ({
  profile: withoutUnsettled(profile),
  isHistory: 'history' in input && input.history === true,
  before: profile,
  bytes: undefined,
  input,
  rules,
  now,
  effects: [],
  entries: [],
  ref: recordRef(input),
  stepsLeft: LIMITS.stepsPerDecision,
  timersArmed: 0,
  event: input.kind === 'event' ? input.event : undefined,
  emitted: [],
  emitsLeft: LIMITS.emitsPerDecision,
  looks: 0,
  noneTurned: false,
});

const withoutUnsettled = (before: Profile): Draft['profile'] => {
  const profile = { ...before };
  if (before.unsettled) delete profile.unsettled;
  return profile;
};

export const patch = (draft: Draft, change: Partial<Profile>): void => {
  Object.assign(draft.profile, change);
};

export const tell = (draft: Draft, entry: TimelineEntry): void => {
  draft.entries.push(entry);
};

/** A timer id that is never used again, made from the input that arms it. */
export const newTimerId = (draft: Draft, entryId: string): string => {
  draft.timersArmed += 1;
  return idOf(
    'timer',
    entryId,
    draft.input.inputId,
    draft.input.kind === 'wake' ? draft.now : 0,
    draft.timersArmed,
  );
};
