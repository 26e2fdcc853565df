/** Bounds the list of a customer's identities, whose newest stands at the end. */
import { LIMITS } from '../../limits.ts';
import type { Known } from '../../state/profile.ts';

/**
 * The identity to give up first: a cart or browser, then an account id that was only typed. Its link in the
 * table works without the list and expires by itself. Undefined where only proven identities are left.
 */
export const pastIdentity = (identities: readonly Known[]): Known | undefined =>
  identities.find(({ kind }) => kind === 'anonymous') ??
  identities.find(({ kind, by }) => kind === 'customer' && (by === undefined || by === 'other'));

/** Drops past identities first, then the oldest of the kind that has the most. */
export const boundedIdentities = (identities: readonly Known[]): readonly Known[] => {
  let kept = identities;
  while (kept.length > LIMITS.identitiesPerProfile) {
    const dropped = pastIdentity(kept) ?? oldestOfTheMost(kept);
    kept = kept.filter((identity) => identity !== dropped);
  }
  return kept;
};

const oldestOfTheMost = (identities: readonly Known[]): Known | undefined => {
  const kinds = [...Map.groupBy(identities, ({ kind }) => kind).values()];
  return kinds.toSorted((a, b) => b.length - a.length)[0]?.[0];
};
