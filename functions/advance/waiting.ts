/** Keeps the waiting lists of products in step with what the profiles know. process-input → [this] → lists */
import { present } from '../../core/present.ts';
import type { Decision } from '../../core/state/decision.ts';
import type { ProfileState } from '../../core/state/profile.ts';
import { isSameWish } from '../../core/state/wishes.ts';
import type { AdvanceDeps } from './deps.ts';

/** Done before the state is stored: an attempt that breaks off is made again, and changes nothing more. */
export const changeLists = async (
  { waiting, now }: Pick<AdvanceDeps, 'waiting' | 'now'>,
  { waiting: changes }: Pick<Decision, 'waiting'>,
): Promise<void> => {
  if (changes) await waiting.change(changes, now());
};

/**
 * Takes back what a decision that lost its race has put on lists: the state that won may be that of somebody
 * who was erased. What it still wants is put there again when it is decided anew.
 */
export const undoPuts = async (
  deps: Pick<AdvanceDeps, 'waiting' | 'now'>,
  { waiting = [] }: Pick<Decision, 'waiting'>,
  lostTo: ProfileState | undefined,
): Promise<void> => {
  const wishes = lostTo?.kind === 'live' ? (lostTo.wishes ?? []) : [];
  const undone = waiting
    .filter((change) => change.entry && !wishes.some((wish) => isSameWish(wish, change)))
    .map(({ product, profileId, variant }) => present({ product, profileId, variant }));
  await changeLists(deps, { waiting: undone });
};
