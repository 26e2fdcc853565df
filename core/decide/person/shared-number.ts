/**
 * Remembers under a phone number who else is known by it, because a number that several people use says by
 * itself nothing about whom is meant (rule 10).
 */
import { isNumber } from '../../identity/evidence.ts';
import { kindOf } from '../../identity/identity.ts';
import { LIMITS } from '../../limits.ts';
import type { Effect } from '../../state/effect.ts';
import type { EventInput, ProfileInput } from '../../state/input.ts';
import type { Profile, ProfileState, Tombstone } from '../../state/profile.ts';
import type { Sharers } from '../../state/sharers.ts';

type Link = Extract<Effect, { kind: 'link-identity' }>;

/**
 * The number's state with one more person, where the shop or its holder names the number with a second one.
 * Undefined where nothing changes. `holder` is the person to whom the number leads.
 */
export const sharedWith = (
  { from, into, by }: Link,
  standing: Tombstone,
  holder: Profile | undefined,
): Tombstone | undefined => {
  if (kindOf(from) !== 'phone' || by === undefined) return undefined;
  const { mergedInto, sharers = [] } = standing;
  const known = [mergedInto, holder?.id, ...sharers].includes(into);
  return known || sharers.length >= LIMITS.sharersPerNumber
    ? undefined
    : { ...standing, sharers: [...sharers, into] };
};

/** The sharers that are left when the profiles in `partitions` are erased; undefined where nobody is left. */
export const sharersLeft = (
  { sharers = [] }: ProfileState,
  partitions: ReadonlySet<string>,
): Sharers | undefined => {
  const left = sharers.filter((profileId) => !partitions.has(profileId));
  return left.length > 0 ? left : undefined;
};

/**
 * The input as the person gets it to whom a shared number leads. Whoever wrote from the number may be any of
 * those who share it, so the message proves the number for none of them.
 */
export const fromSharedNumber = <I extends ProfileInput>(
  { sharers }: Tombstone,
  input: I,
): I | EventInput => {
  if (input.kind !== 'event' || sharers === undefined) return input;
  const identities = input.event.identities.map((identity) =>
    isNumber(identity.kind) && identity.by === 'holder' ? { ...identity, by: 'account' as const } : identity,
  );
  return { ...input, event: { ...input.event, identities } };
};
