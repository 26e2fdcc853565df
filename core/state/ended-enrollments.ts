/**
 * Keeps the ended enrollments that a profile remembers per flow: the last one, for the rule of re-entry, and
 * earlier ones whose message may still be on its way.
 */

import { LIMITS } from '../limits.ts';
import { present } from '../present.ts';
import type { Instant } from '../time/instant.ts';
import type { EndedEnrollment, LastEnrollment, Profile } from './profile.ts';

type LastEnrollments = Profile['lastEntries'];

export const endedEnrollment = (
  lastEnrollments: LastEnrollments,
  flow: string,
  entryId: string,
): EndedEnrollment | undefined =>
  allOf(lastEnrollments[flow]).find((enrollment) => enrollment.entryId === entryId);

/**
 * Adds an ended enrollment as the last one of its flow. The one before it is kept only if it ended with its
 * last step: an enrollment that ended otherwise has no message on its way that may still leave.
 */
export const withEnded = (
  lastEnrollments: LastEnrollments,
  flow: string,
  ended: EndedEnrollment,
  now: Instant,
): LastEnrollments => ({
  ...lastEnrollments,
  [flow]: lastOf(ended, allOf(lastEnrollments[flow]), now),
});

/** Removes an ended enrollment that is taken up again. */
export const withoutEnded = (
  lastEnrollments: LastEnrollments,
  flow: string,
  entryId: string,
): LastEnrollments => {
  const { [flow]: known, ...others } = lastEnrollments;
  const [first, ...rest] = allOf(known).filter((enrollment) => enrollment.entryId !== entryId);
  return first
    ? { ...others, [flow]: { ...first, ...present({ earlier: rest.length > 0 ? rest : undefined }) } }
    : others;
};

/** Joins the ended enrollments of two profiles that merge: the one that ended latest is the last. */
export const mergeEnded = (own: LastEnrollments, others: LastEnrollments, now: Instant): LastEnrollments => {
  const merged: Record<string, LastEnrollment> = { ...own };
  for (const [flow, theirs] of Object.entries(others)) {
    const [last, ...rest] = [...allOf(own[flow]), ...allOf(theirs)].toSorted((a, b) => b.endedAt - a.endedAt);
    if (last) merged[flow] = lastOf(last, rest, now);
  }
  return merged;
};

const allOf = (last: LastEnrollment | undefined): readonly EndedEnrollment[] => {
  if (!last) return [];
  const { earlier = [], ...own } = last;
  return [own, ...earlier];
};

const lastOf = (last: EndedEnrollment, before: readonly EndedEnrollment[], now: Instant): LastEnrollment => {
  const earlier = before
    .filter(
      ({ entryId, end, endedAt }) =>
        entryId !== last.entryId && end === 'completed' && endedAt > now - LIMITS.overtakenForMs,
    )
    .slice(0, LIMITS.overtakenEnrollments);
  return { ...last, ...present({ earlier: earlier.length > 0 ? earlier : undefined }) };
};
