/** I8 and rule 3: whoever waits has one live timer; one that is not the current one arms no second. */
import { type Check, iso, ownerOf } from './problem.ts';

export const staleTimersRest: Check = (facts) =>
  facts.witness.timers.moves.map(({ profileId, entryId, at }) => ({
    invariant: 'I8',
    ...ownerOf(facts, profileId),
    text: `a stale timer moved the enrollment ${entryId} of ${profileId} at ${iso(at)}`,
  }));
