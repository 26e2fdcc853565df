/**
 * Joins the enrollments of two profiles that merge. Of two in one flow the further one survives, and an
 * enrollment ends where the other profile's past does not allow entering yet.
 */
import { aboutIn } from '../../gate/about-enrollment.ts';
import { LIMITS } from '../../limits.ts';
import { present } from '../../present.ts';
import type { CompiledFlow } from '../../program/program.ts';
import { isSameThing, shownAbout } from '../../state/about.ts';
import { contentOf } from '../../state/history.ts';
import type { Enrollment, Profile } from '../../state/profile.ts';
import { laterOf } from '../../time/said.ts';
import { type Draft, patch, tell } from '../draft.ts';
import { waitAt } from '../steps/wait-or-end.ts';
import { dropDeferred } from './drop-deferred.ts';
import { hasAllRuns, isBegunBySame, lastAbout, mayReenter } from './may-reenter.ts';
import { withNewestCart } from './newest-cart.ts';
import { versionFor } from './versions.ts';

type LastEnrollments = Profile['lastEntries'];

/**
 * `joining` are the enrollments of the absorbed profile. The past enrollments of each side count for the
 * running ones of the other.
 */
export const joinEnrollments = (
  draft: Draft,
  joining: readonly Enrollment[],
  { own, theirs }: Readonly<{ own: LastEnrollments; theirs: LastEnrollments }>,
): void => {
  for (const enrollment of draft.profile.enrollments)
    if (reenteredTooSoon(draft, enrollment, theirs)) endOwnEnrollment(draft, enrollment);
  for (const enrollment of joining) {
    if (reenteredTooSoon(draft, enrollment, own)) dropEnrollment(draft, enrollment);
    else joinEnrollment(draft, enrollment);
  }
  patch(draft, {
    enrollments: draft.profile.enrollments.map((enrollment) => renewedCart(draft, enrollment)),
  });
};

/** The other profile may have heard a newer word of the cart, which started nothing there. */
const renewedCart = ({ rules, profile }: Draft, enrollment: Enrollment): Enrollment =>
  versionFor(rules.program, enrollment)?.trigger.restart ? withNewestCart(profile, enrollment) : enrollment;

/**
 * True where the flow's rule of re-entry forbids the enrollment: both profiles entered while nothing showed
 * that they are one person.
 */
const reenteredTooSoon = (
  draft: Draft,
  enrollment: Enrollment,
  lastEnrollments: LastEnrollments,
): boolean => {
  const flow = draft.rules.program.flows[enrollment.flow];
  return (
    flow !== undefined &&
    !mayReenter(draft, {
      flow,
      last: lastAbout(lastEnrollments, flow, { ...enrollment, about: aboutIn(flow, enrollment) }),
      at: enrollment.since,
    })
  );
};

const dropEnrollment = (draft: Draft, enrollment: Enrollment, reason = 'merged'): void => {
  dropDeferred(draft, enrollment, versionFor(draft.rules.program, enrollment), 'merged');
  const { flow, step, entryId, about } = enrollment;
  const exited = { type: 'decision', at: draft.now, what: 'exited', flow, step, entryId, reason } as const;
  tell(draft, { ...exited, ...present({ about: about && shownAbout(about) }) });
};

/** Ends an enrollment of the survivor, whose timer is armed here. */
const endOwnEnrollment = (draft: Draft, enrollment: Enrollment): void => {
  draft.effects.push({ kind: 'cancel-timer', id: enrollment.timerId });
  patch(draft, { enrollments: draft.profile.enrollments.filter((candidate) => candidate !== enrollment) });
  dropEnrollment(draft, enrollment);
};

/** An enrollment beyond the limit would not have begun, so it does not join either. */
const isFull = ({ profile }: Draft): boolean => profile.enrollments.length >= LIMITS.enrollmentsPerProfile;

/** Every enrollment that moves gets a timer of its own here. */
const joinEnrollment = (draft: Draft, enrollment: Enrollment): void => {
  const flow = versionFor(draft.rules.program, enrollment);
  const rival = draft.profile.enrollments.find((candidate) => isRival(draft, candidate, enrollment));
  if (!flow || (rival && !isFurther(enrollment, rival))) {
    dropDeferred(draft, enrollment, flow, 'merged');
    renew(draft, flow, rival, enrollment);
    return;
  }
  if (!rival && isFull(draft)) return dropEnrollment(draft, enrollment, 'limit');
  if (!rival && hasAllRuns(draft, flow)) return dropEnrollment(draft, enrollment, 'orders-at-once');
  if (rival) {
    draft.effects.push({ kind: 'cancel-timer', id: rival.timerId });
    dropDeferred(draft, rival, flow, 'merged');
    patch(draft, { enrollments: draft.profile.enrollments.filter((candidate) => candidate !== rival) });
  }
  const { step, dueAt, waitFrom, firstDueAt, deferredFor } = enrollment;
  waitAt(
    draft,
    { enrollment: withNewerContent(flow, enrollment, rival), flow, sentNow: false },
    present({ step, dueAt, waitFrom, firstDueAt, deferredFor }),
  );
};

/** Two in one flow are rivals, unless they are about two different orders, or begun by two events of one. */
const isRival = ({ rules }: Draft, one: Enrollment, other: Enrollment): boolean => {
  const flow = rules.program.flows[one.flow];
  if (!flow || one.flow !== other.flow || !isBegunBySame(flow, one, other)) return false;
  const [a, b] = [aboutIn(flow, one), aboutIn(flow, other)];
  return !a || !b || isSameThing(a, b);
};

/**
 * Of two enrollments that became one, messages show what was said last, as where one customer says it twice:
 * the further one may be about an older word of the same cart.
 */
const withNewerContent = (
  { trigger }: CompiledFlow,
  stays: Enrollment,
  leaves: Enrollment | undefined,
): Enrollment => {
  if (leaves === undefined || !trigger.restart) return stays;
  const newer = contentOf(leaves);
  if (laterOf(contentOf(stays), newer) >= 0) return stays;
  const { subject, ref, startedBy } = leaves;
  return { ...stays, ...present({ subject, ref, startedBy }), renewed: newer };
};

const renew = (
  draft: Draft,
  flow: CompiledFlow | undefined,
  stays: Enrollment | undefined,
  by: Enrollment,
): void => {
  if (!flow || !stays) return;
  const renewed = withNewerContent(flow, stays, by);
  const { enrollments } = draft.profile;
  patch(draft, { enrollments: enrollments.map((candidate) => (candidate === stays ? renewed : candidate)) });
};

const isFurther = (a: Enrollment, b: Enrollment): boolean =>
  a.messaged === b.messaged ? a.since < b.since : a.messaged === true;
