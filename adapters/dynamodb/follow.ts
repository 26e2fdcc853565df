/** Follows the tombstones of merges from any profile id to the state at their end. */
import { LIMITS } from '../../core/limits.ts';
import type { ProfileState } from '../../core/state/profile.ts';

type Stop = Readonly<{ state?: ProfileState }>;

export const followTombstones = async <T extends Stop>(
  profileId: string,
  read: (profileId: string) => Promise<T>,
): Promise<Readonly<{ passed: readonly T[]; end: T }>> => {
  const passed: T[] = [];
  let id = profileId;
  while (passed.length <= LIMITS.tombstonesInARow) {
    const stop = await read(id);
    if (stop.state?.kind !== 'tombstone') return { passed, end: stop };
    passed.push(stop);
    id = stop.state.mergedInto;
  }
  throw new Error(
    `The profile ${profileId} leads over more than ${LIMITS.tombstonesInARow} tombstones (tombstonesInARow).`,
  );
};
