/** Leaves an enrollment waiting with one live timer, or ends it. */

import { present } from '../../present.ts';
import type { CompiledFlow } from '../../program/program.ts';
import { shownAbout } from '../../state/about.ts';
import { withEnded } from '../../state/ended-enrollments.ts';
import type { EnrollmentEnd } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { timerAt } from '../../time/timer-at.ts';
import { type Draft, newTimerId, patch, tell } from '../draft.ts';
import { dropDeferred } from '../enrollments/drop-deferred.ts';
import type { Run } from './run.ts';

type Position = Readonly<{
  step: string;
  dueAt: Instant;
  waitFrom: Instant;
  firstDueAt?: Instant;
  deferredFor?: Run['enrollment']['deferredFor'];
}>;

/** Leaves the enrollment waiting with one live timer. */
export const waitAt = (draft: Draft, run: Run, position: Position): void => {
  const { firstDueAt: _first, deferredFor: _reason, ...enrollment } = run.enrollment;
  cancelTimer(draft, enrollment.entryId);
  const timerId = newTimerId(draft, enrollment.entryId);
  run.enrollment = { ...enrollment, ...position, timerId };
  const others = draft.profile.enrollments.filter((other) => other.entryId !== enrollment.entryId);
  patch(draft, { enrollments: [...others, run.enrollment] });
  draft.effects.push({
    kind: 'arm-timer',
    id: timerId,
    profileId: draft.profile.id,
    entryId: enrollment.entryId,
    at: timerAt(position.dueAt, draft.now),
  });
  // Keeps the reason for a wait readable: the message's own entry shows only its latest outcome.
  tell(
    draft,
    present({
      type: 'decision',
      at: draft.now,
      what: position.deferredFor === undefined ? 'waiting' : 'deferred',
      flow: run.flow.id,
      step: position.step,
      entryId: enrollment.entryId,
      about: enrollment.about && shownAbout(enrollment.about),
      until: position.dueAt,
      reason: position.deferredFor,
    }),
  );
};

type Ending = Pick<Run, 'enrollment'> & Readonly<{ flow: CompiledFlow | undefined }>;

/**
 * Ends the enrollment and remembers it. Its timer is cancelled, and would do nothing if it fired all the
 * same. The flow is undefined where it was deleted.
 */
export const endEnrollment = (draft: Draft, { enrollment, flow }: Ending, end: EnrollmentEnd): void => {
  const { entryId, since, sinceAhead, enteredAt, subject, ref, startedBy, about, coupon, seq } = enrollment;
  const run = { entryId, since, sinceAhead, enteredAt, seq, subject, ref, startedBy, about, coupon };
  const last = present({ ...run, endedAt: draft.now, end });
  const enrollments = draft.profile.enrollments.filter((other) => other.entryId !== entryId);
  cancelTimer(draft, entryId);
  dropDeferred(draft, enrollment, flow, end);
  patch(draft, {
    enrollments,
    lastEntries: withEnded(draft.profile.lastEntries, enrollment.flow, last, draft.now),
  });
  tell(draft, {
    type: 'decision',
    at: draft.now,
    what: end === 'completed' ? 'completed' : 'exited',
    flow: enrollment.flow,
    step: enrollment.step,
    entryId,
    reason: end,
    ...present({ about: about && shownAbout(about) }),
  });
};

/** Keeps at most one live timer: cancels the one that the enrollment waits for, unless it has just fired. */
const cancelTimer = (draft: Draft, entryId: string): void => {
  const live = draft.profile.enrollments.find((other) => other.entryId === entryId)?.timerId;
  const fired = draft.input.kind === 'timer' ? draft.input.timerId : undefined;
  if (live !== undefined && live !== fired) draft.effects.push({ kind: 'cancel-timer', id: live });
};
