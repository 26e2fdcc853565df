/**
 * The ended entries that a profile remembers per flow: the last one, for re-entry, and those before it whose
 * message may still be on its way.
 */

import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import type { Instant } from '../time/instant.ts';
import type { EndedEntry, LastEntry, Profile } from './profile.ts';

type LastEntries = Profile['lastEntries'];

export const endedEntry = (lastEntries: LastEntries, flow: string, entryId: string): EndedEntry | undefined =>
  allOf(lastEntries[flow]).find((entry) => entry.entryId === entryId);

/**
 * An entry that ended otherwise than by its last step has nothing on its way that may still leave, so it is
 * not kept once it is overtaken.
 */
export const withEnded = (
  lastEntries: LastEntries,
  flow: string,
  ended: EndedEntry,
  now: Instant,
): LastEntries => ({
  ...lastEntries,
  [flow]: lastOf(ended, allOf(lastEntries[flow]), now),
});

/** One that is taken up again has not ended. */
export const withoutEnded = (lastEntries: LastEntries, flow: string, entryId: string): LastEntries => {
  const { [flow]: known, ...others } = lastEntries;
  const [first, ...rest] = allOf(known).filter((entry) => entry.entryId !== entryId);
  return first
    ? { ...others, [flow]: { ...first, ...present({ earlier: rest.length > 0 ? rest : undefined }) } }
    : others;
};

/** Of two profiles that become one: whoever ended later is the last. */
export const mergeEnded = (own: LastEntries, others: LastEntries, now: Instant): LastEntries => {
  const merged: Record<string, LastEntry> = { ...own };
  for (const [flow, theirs] of Object.entries(others)) {
    const [last, ...rest] = [...allOf(own[flow]), ...allOf(theirs)].toSorted((a, b) => b.endedAt - a.endedAt);
    if (last) merged[flow] = lastOf(last, rest, now);
  }
  return merged;
};

const allOf = (last: LastEntry | undefined): readonly EndedEntry[] => {
  if (!last) return [];
  const { earlier = [], ...own } = last;
  return [own, ...earlier];
};

const lastOf = (last: EndedEntry, before: readonly EndedEntry[], now: Instant): LastEntry => {
  const earlier = before
    .filter(
      ({ entryId, end, endedAt }) =>
        entryId !== last.entryId && end === 'completed' && endedAt > now - LIMITS.overtakenForMs,
    )
    .slice(0, LIMITS.overtakenEntries);
  return { ...last, ...present({ earlier: earlier.length > 0 ? earlier : undefined }) };
};
