/**
 * Handles a fired timer: it ends the wait, tries a deferred message again, or arms a timer for the rest of
 * the wait.
 */

import { present } from '../../present.ts';
import type { CompiledFlow, CompiledStep } from '../../program/program.ts';
import type { TimerInput } from '../../state/input.ts';
import { liveTimers } from '../../state/live-timers.ts';
import type { Enrollment } from '../../state/profile.ts';
import type { Draft } from '../draft.ts';
import { dropDeferred } from '../enrollments/drop-deferred.ts';
import { stepOf, versionFor } from '../enrollments/versions.ts';
import { runSteps } from './run-steps.ts';
import { dateDue } from './until-date.ts';
import { endEnrollment, waitAt } from './wait-or-end.ts';
import { waitDue } from './waits.ts';

/**
 * True where the timer is the live one of its enrollment, or of the watches; any other is stale and does
 * nothing (rule 3).
 */
export const isLive = (draft: Draft, input: TimerInput): boolean =>
  liveTimers(draft.profile).some(
    ({ entryId, timerId }) => entryId === input.entryId && timerId === input.timerId,
  );

export const onTimer = (draft: Draft, input: TimerInput): void => {
  const enrollment = draft.profile.enrollments.find((candidate) => candidate.entryId === input.entryId);
  if (!enrollment) return;
  if (enrollment.dueAt <= draft.now) proceedByPriority(draft);
  else proceed(draft, enrollment);
};

/** Handles a wake from the sweep: everything overdue goes on as if its timer had fired now. */
export const onWake = (draft: Draft): void => proceedByPriority(draft);

/**
 * Decides together everything that is due, whichever timer comes first: the flow with the highest priority
 * takes the free slot, and of two equal ones the enrollment that has waited longest (rule 12).
 */
const proceedByPriority = (draft: Draft): void => {
  const rank = (enrollment: Enrollment) => draft.rules.program.flows[enrollment.flow]?.priority ?? 0;
  const waitingSince = (enrollment: Enrollment) => enrollment.firstDueAt ?? enrollment.dueAt;
  const due = draft.profile.enrollments.filter((enrollment) => enrollment.dueAt <= draft.now);
  for (const enrollment of [...due].sort((a, b) => rank(b) - rank(a) || waitingSince(a) - waitingSince(b)))
    proceed(draft, enrollment);
};

const proceed = (draft: Draft, enrollment: Enrollment): void => {
  const flow = versionFor(draft.rules.program, enrollment);
  const found = flow && stepOf(flow, enrollment.step);
  if (!flow || !found) {
    const last = flow ?? draft.rules.program.flows[enrollment.flow];
    endEnrollment(draft, { enrollment, flow: last }, 'step-removed');
    return;
  }
  if (found.moved) dropDeferred(draft, enrollment, flow, 'step-removed');
  const run = { enrollment, flow, sentNow: false };
  const due = dueOf(draft, enrollment, flow);
  if (due > draft.now) waitAt(draft, run, { ...positionOf(enrollment), dueAt: due });
  else runSteps(draft, run, nextStepId(found), enrollment.firstDueAt ?? due);
};

/**
 * The step to run: a wait that is over is left; a step that was deferred, or that replaces a removed one, is
 * still to be run.
 */
const nextStepId = ({ step, moved }: Readonly<{ step: CompiledStep; moved: boolean }>): string | null => {
  if (moved) return step.id;
  if (step.kind === 'wait' || step.kind === 'untilDate') return step.next;
  return step.kind === 'waitFor' ? step.no : step.id;
};

/**
 * The due time under the present version of the flow. An edited wait counts from its own start, so a
 * shortened one may be over.
 */
const dueOf = (draft: Draft, enrollment: Enrollment, flow: CompiledFlow): number => {
  const step = flow.steps[enrollment.step];
  if (step?.kind === 'untilDate') return dateDue(draft, enrollment, step) ?? enrollment.dueAt;
  const wait = step?.kind === 'wait' ? step.wait : step?.kind === 'waitFor' ? step.timeout : undefined;
  return wait ? waitDue(draft, wait, enrollment.waitFrom) : enrollment.dueAt;
};

const positionOf = ({ step, waitFrom, firstDueAt, deferredFor }: Enrollment) =>
  present({ step, waitFrom, firstDueAt, deferredFor });
