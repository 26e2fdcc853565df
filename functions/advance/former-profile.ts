/**
 * Somebody whom an older version kept under another spelling of their address goes on there: what is heard
 * first under the one form finds everything that is known.
 */
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { ProfileInput } from '../../core/state/input.ts';

/**
 * The profile that lives under the former spelling of the address that the input's group is made of; asked
 * for where nobody is known under the form itself.
 */
export const formerProfileOf = async (
  profiles: Pick<ProfileStore, 'load'>,
  input: ProfileInput,
): Promise<string | undefined> => {
  const [own, former] = input.kind === 'event' ? input.event.identities : [];
  if (own?.profileId !== input.profileId || former?.formerly !== true) return undefined;
  const { state } = await profiles.load(former.profileId);
  return state?.kind === 'live' ? former.profileId : undefined;
};
