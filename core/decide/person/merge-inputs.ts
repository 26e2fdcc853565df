/**
 * Makes the two inputs that merge two profiles of one person: `merge` for the loser, `absorb` for the
 * survivor.
 */
import { idOf, survivorOf } from '../../identity/identity.ts';
import type { Effect } from '../../state/effect.ts';
import type { AbsorbInput, MergeInput } from '../../state/input.ts';
import type { ProfileState } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';

/** The input for the profile that does not survive. */
export const mergeInput = (a: string, b: string, receivedAt: Instant): MergeInput => {
  const into = survivorOf(a, b);
  const loser = a === into ? b : a;
  return { kind: 'merge', inputId: idOf('merge', loser, into), profileId: loser, receivedAt, into };
};

/**
 * The input for the survivor. The tombstone holds the last state until the survivor has taken it over;
 * undefined where it no longer holds one.
 */
export const absorbInput = (
  { id, from, into }: Extract<Effect, { kind: 'absorb' }>,
  state: ProfileState,
): AbsorbInput | undefined =>
  state.kind !== 'tombstone' || !state.last
    ? undefined
    : { kind: 'absorb', inputId: id, profileId: into, receivedAt: state.at, from, state: state.last };
