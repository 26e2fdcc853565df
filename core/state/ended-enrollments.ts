/**
 * Keeps the ended enrollments that a profile remembers per flow: the last one, for the rule of re-entry,
 * earlier ones whose message may still be on its way, and those about single orders, so that no order is
 * begun with twice.
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
  endedOf(lastEnrollments[flow]).find((enrollment) => enrollment.entryId === entryId);

/**
 * Adds an ended enrollment as the last one of its flow. The one before it is kept if it was about one order,
 * or ended with its last step: one that ended otherwise has no message on its way that may still leave.
 */
export const withEnded = (
  lastEnrollments: LastEnrollments,
  flow: string,
  ended: EndedEnrollment,
  now: Instant,
): LastEnrollments => ({
  ...lastEnrollments,
  [flow]: lastOf(ended, endedOf(lastEnrollments[flow]), now),
});

/** Removes an ended enrollment that is taken up again. */
export const withoutEnded = (
  lastEnrollments: LastEnrollments,
  flow: string,
  entryId: string,
): LastEnrollments => {
  const { [flow]: known, ...others } = lastEnrollments;
  const [first, ...rest] = endedOf(known).filter((enrollment) => enrollment.entryId !== entryId);
  return first
    ? { ...others, [flow]: { ...first, ...present({ earlier: rest.length > 0 ? rest : undefined }) } }
    : others;
};

/** Joins the ended enrollments of two profiles that merge: the one that ended latest is the last. */
export const mergeEnded = (own: LastEnrollments, others: LastEnrollments, now: Instant): LastEnrollments => {
  const merged: Record<string, LastEnrollment> = { ...own };
  for (const [flow, theirs] of Object.entries(others)) {
    const [last, ...rest] = [...endedOf(own[flow]), ...endedOf(theirs)].toSorted(
      (a, b) => b.endedAt - a.endedAt,
    );
    if (last) merged[flow] = lastOf(last, rest, now);
  }
  return merged;
};

/** The ended enrollments of a flow, the last one first. */
export const endedOf = (last: LastEnrollment | undefined): readonly EndedEnrollment[] => {
  if (!last) return [];
  const { earlier = [], ...own } = last;
  return [own, ...earlier];
};

const lastOf = (last: EndedEnrollment, before: readonly EndedEnrollment[], now: Instant): LastEnrollment => {
  const others = before.filter(({ entryId }) => entryId !== last.entryId);
  const overtaken = others
    .filter(({ end, endedAt }) => end === 'completed' && endedAt > now - LIMITS.overtakenForMs)
    .slice(0, LIMITS.overtakenEnrollments);
  const about = others.filter((ended) => ended.about).slice(0, LIMITS.endedAboutPerFlow);
  const earlier = others.filter((ended) => overtaken.includes(ended) || about.includes(ended));
  return { ...last, ...present({ earlier: earlier.length > 0 ? earlier : undefined }) };
};
