/**
 * Finds the profile under another form of what an event names: an address as an older version spelled it, or
 * an order as another source names it.
 */
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { ProfileInput } from '../../core/state/input.ts';
import type { ProfileState } from '../../core/state/profile.ts';

/**
 * The profile to which the input belongs where nobody is known by the first form (`state` is what stands
 * there), undefined where nobody is known by any. The other forms of an order may lead to several people:
 * then it belongs to none of them.
 */
export const formerProfileOf = async (
  profiles: Pick<ProfileStore, 'load' | 'follow'>,
  input: ProfileInput,
  state: ProfileState | undefined,
): Promise<string | undefined> => {
  const [own, ...others] = input.kind === 'event' ? input.event.identities : [];
  if (own?.profileId !== input.profileId) return undefined;
  if (state !== undefined && !isDisputed(state)) return undefined;
  if (own.kind === 'anonymous') return orderedBy(profiles, others);
  const [former] = others;
  if (former?.formerly !== true) return undefined;
  const there = await profiles.load(former.profileId);
  return there.state?.kind === 'live' ? former.profileId : undefined;
};

const isDisputed = (state: ProfileState): boolean => state.kind === 'tombstone' && state.disputed === true;

type Named = Readonly<{ profileId: string; formerly?: true }>;

/** Whoever all links that exist agree on. */
const orderedBy = async (
  profiles: Pick<ProfileStore, 'load' | 'follow'>,
  others: readonly Named[],
): Promise<string | undefined> => {
  const holders = new Set<string>();
  for (const { profileId } of others.filter(({ formerly }) => formerly)) {
    const { state } = await profiles.load(profileId);
    if (state?.kind !== 'tombstone') continue;
    if (isDisputed(state)) return undefined;
    const { profile } = await profiles.follow(state.mergedInto);
    if (profile) holders.add(profile.id);
  }
  const [holder, another] = holders;
  return another === undefined ? holder : undefined;
};
