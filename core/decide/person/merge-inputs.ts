/**
 * Makes the two inputs that merge two profiles of one person: `merge` for the loser, `absorb` for the
 * survivor.
 */
import { idOf, survivorOf } from '../../identity/identity.ts';
import { present } from '../../present.ts';
import type { Effect } from '../../state/effect.ts';
import type { AbsorbInput, MergeInput } from '../../state/input.ts';
import type { ProfileState } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';

/** The input for the profile that does not survive; `later` is the one of the two that was named later. */
export const mergeInput = (a: string, b: string, receivedAt: Instant, later?: string): MergeInput => {
  const into = survivorOf(a, b);
  const loser = a === into ? b : a;
  const inputId = idOf('merge', loser, into);
  return present({ kind: 'merge', inputId, profileId: loser, receivedAt, into, later });
};

/**
 * The input for the survivor. The tombstone holds the last state until the survivor has taken it over;
 * undefined where it no longer holds one.
 */
export const absorbInput = (
  { id, from, into, later, history }: Extract<Effect, { kind: 'absorb' }>,
  state: ProfileState,
): AbsorbInput | undefined =>
  state.kind !== 'tombstone' || !state.last
    ? undefined
    : present({
        kind: 'absorb',
        inputId: id,
        profileId: into,
        receivedAt: state.at,
        from,
        state: state.last,
        later,
        history,
      });
