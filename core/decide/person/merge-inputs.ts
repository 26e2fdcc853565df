/**
 * The two inputs by which two profiles of one person become one: merge to the loser, absorb to the survivor.
 */
import { idOf, survivorOf } from '../../identity/identity.ts';
import type { Effect } from '../../state/effect.ts';
import type { AbsorbInput, MergeInput } from '../../state/input.ts';
import type { ProfileState } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';

/** To the one of the two that does not survive. */
export const mergeInput = (a: string, b: string, receivedAt: Instant): MergeInput => {
  const into = survivorOf(a, b);
  const loser = a === into ? b : a;
  return { kind: 'merge', inputId: idOf('merge', loser, into), profileId: loser, receivedAt, into };
};

/**
 * The tombstone holds the last state until the survivor has taken it over; undefined where it holds none any
 * more.
 */
export const absorbInput = (
  { id, from, into }: Extract<Effect, { kind: 'absorb' }>,
  state: ProfileState,
): AbsorbInput | undefined =>
  state.kind !== 'tombstone' || !state.last
    ? undefined
    : { kind: 'absorb', inputId: id, profileId: into, receivedAt: state.at, from, state: state.last };
