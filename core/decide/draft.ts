/** A decision while it is being made: the only mutable thing in the engine, born and gone within one call of decide. */
import type { Effect } from '../effect.ts';
import type { ProfileInput } from '../input.ts';
import { idOf } from '../identity.ts';
import type { Instant } from '../instant.ts';
import { LIMITS } from '../limits.ts';
import type { Profile, RecordRef } from '../profile.ts';
import type { Controls, Program } from '../program.ts';
import type { TimelineEntry } from '../timeline.ts';

/** What a decision goes by, beside the profile and the input. */
export type Rules = Readonly<{ program: Program; controls: Controls; testReachesEveryone: boolean }>;

export type Draft = {
  profile: Profile;
  readonly input: ProfileInput;
  readonly rules: Rules;
  readonly now: Instant;
  readonly effects: Effect[];
  readonly entries: TimelineEntry[];
  /** Where this input's timeline record will stand. */
  readonly ref: RecordRef;
  stepsLeft: number;
  timersArmed: number;
};

export const openDraft = (profile: Profile, input: ProfileInput, rules: Rules, now: Instant): Draft => ({
  profile,
  input,
  rules,
  now,
  effects: [],
  entries: [],
  ref: recordRef(input),
  stepsLeft: LIMITS.stepsPerDecision,
  timersArmed: 0,
});

/** Sort key of the record of an input: by time of receipt, deterministic over redeliveries. */
export const recordRef = (input: Pick<ProfileInput, 'receivedAt' | 'inputId'>): RecordRef =>
  `t#${Math.floor(input.receivedAt / 1000)
    .toString(36)
    .padStart(7, '0')}#${input.inputId.slice(0, 16)}`;

export const patch = (draft: Draft, change: Partial<Profile>): void => {
  draft.profile = { ...draft.profile, ...change };
};

export const tell = (draft: Draft, entry: TimelineEntry): void => {
  draft.entries.push(entry);
};

/** A timer id that is never used again: it is made from the input that arms it. */
export const newTimerId = (draft: Draft, entryId: string): string => {
  draft.timersArmed += 1;
  return idOf('timer', entryId, draft.input.inputId, draft.input.kind === 'wake' ? draft.now : 0, draft.timersArmed);
};

const MINUTE_MS = 60_000;

/** When a timer for `due` is to fire: at the next full minute, at least a minute ahead (rule 3). */
export const timerAt = (due: Instant, now: Instant): Instant =>
  Math.ceil(Math.max(due, now + LIMITS.timerMinAheadMs) / MINUTE_MS) * MINUTE_MS;
