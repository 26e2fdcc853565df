/**
 * Finds the profile that an older version kept under another spelling of an address, so that the first event
 * under the present form finds everything that is known.
 */
import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { ProfileInput } from '../../core/state/input.ts';

/**
 * The living profile under the former spelling of the address that the input's group is made from. It is read
 * only where nobody is known under the present form.
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
