/** Whether what an input is about was erased: nothing dated before that may come back. */

import type { ProfileStore } from '../../core/ports/profile-store.ts';
import type { Instant } from '../../core/time/instant.ts';

/** Merges lead to ids that sort first, so chains are short. */
const MERGES_MAX = 10;

/**
 * When the person behind a profile id was erased last, over the tombstones of merges; undefined where never.
 */
export const erasedAtOf = async (
  profiles: Pick<ProfileStore, 'load'>,
  profileId: string,
): Promise<Instant | undefined> => {
  let id = profileId;
  for (let step = 0; step <= MERGES_MAX; step += 1) {
    const { state } = await profiles.load(id);
    if (state?.erasedAt !== undefined) return state.erasedAt;
    if (state?.kind !== 'tombstone') return undefined;
    id = state.mergedInto;
  }
  return undefined;
};

/** True where anybody among these was erased at this time or later. */
export const wasErased = async (
  profiles: Pick<ProfileStore, 'load'>,
  profileIds: readonly string[],
  at: Instant,
): Promise<boolean> => {
  for (const profileId of profileIds) {
    const erasedAt = await erasedAtOf(profiles, profileId);
    if (erasedAt !== undefined && at <= erasedAt) return true;
  }
  return false;
};
