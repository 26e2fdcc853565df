/** Ends a decision: what it has changed becomes the next state, within its bounds, and its record. */
import { LIMITS } from '../limits.ts';
import type { InMaking } from '../present.ts';
import type { Decision } from '../state/decision.ts';
import type { ProfileInput } from '../state/input.ts';
import type { Profile } from '../state/profile.ts';
import { fits, withinBounds } from './bounds/within-bounds.ts';
import { type Draft, tell } from './draft.ts';
import { withWaiting } from './waiting-changes.ts';

/** The short form in which an applied input is remembered: 60 bits of its id are plenty among so few. */
export const mark = ({ inputId }: ProfileInput): string => inputId.slice(0, 12);

const withApplied = (applied: Profile['applied'], input: ProfileInput): Profile['applied'] => {
  const next = applied.slice(1 - LIMITS.appliedInputs);
  next.push(mark(input));
  return next;
};

/** The decision, once nothing is left to be decided: the state is written down, and made to fit. */
export const close = (draft: Draft): Decision => {
  const { input, effects } = draft;
  if (effects.length > LIMITS.pendingEffects)
    throw new Error(
      `one decision left ${effects.length} effects, at most ${LIMITS.pendingEffects} are possible`,
    );
  draft.profile.seq = draft.rules.program.seq;
  draft.profile.applied = withApplied(draft.profile.applied, input);
  draft.profile.pending = effects;
  const { state, waiting } = withWaiting(draft, (profile) => fitted(draft, profile));
  const { profile, entries, ref } = draft;
  const decision: InMaking<Decision> = { state, effects, changed: true };
  if (entries.length > 0) decision.record = { profileId: profile.id, ref, inputId: input.inputId, entries };
  if (waiting) decision.waiting = waiting;
  return decision;
};

/** Notes on the timeline which details the state had to give up. */
const fitted = (draft: Draft, state: Profile): Profile => {
  const { before, bytes } = draft;
  if (fits(state, bytes === undefined ? undefined : { state: before, bytes })) return state;
  // A condition may read what is given up.
  const { profile, givenUp } = withinBounds({ ...state, unsettled: true }, draft.rules.program);
  if (givenUp.length > 0)
    tell(draft, {
      type: 'decision',
      at: draft.now,
      what: 'noted',
      reason: 'bounds',
      detail: givenUp.join(', '),
    });
  return profile;
};
