/**
 * I8 and I7, write by write: whoever waits, or has something left to be done, stands in the due index at that
 * time, and nobody else does; and no state is decided with an older program than the one before.
 */
import { type Check, iso, ownerOf } from './problem.ts';

export const everyWrite: Check = (facts) =>
  facts.witness.writes.bad.map(({ invariant, profileId, text, at }) => ({
    invariant,
    ...ownerOf(facts, profileId),
    text: `${profileId} was written at ${iso(at)} with ${text}`,
  }));
