/**
 * Moves on the enrollments that wait for an event, when a fitting event comes that is dated within their
 * wait.
 */

import { evaluate } from '../../conditions/evaluate.ts';
import type { DomainEvent } from '../../events/event.ts';
import { present } from '../../present.ts';
import type { CompiledStep } from '../../program/program.ts';
import type { Enrollment } from '../../state/profile.ts';
import { type Draft, tell } from '../draft.ts';
import { runSteps } from '../steps/run-steps.ts';
import { subjectOf } from './exits.ts';
import { versionFor } from './versions.ts';

type WaitFor = Extract<CompiledStep, { kind: 'waitFor' }>;

export const applyWaitFor = (draft: Draft, event: DomainEvent): void => {
  for (const enrollment of draft.profile.enrollments) {
    const flow = versionFor(draft.rules.program, enrollment);
    const step = flow?.steps[enrollment.step];
    if (!flow || step?.kind !== 'waitFor' || !isAwaited(draft, enrollment, step, event)) continue;
    const { entryId } = enrollment;
    tell(draft, {
      type: 'decision',
      at: draft.now,
      what: 'noted',
      flow: flow.id,
      step: step.id,
      entryId,
      detail: `${event.name} came in time`,
    });
    runSteps(draft, { enrollment, flow, sentNow: false }, step.yes, draft.now);
  }
};

const isAwaited = (draft: Draft, enrollment: Enrollment, step: WaitFor, event: DomainEvent): boolean => {
  if (event.name !== step.event) return false;
  // The timer that ends the wait may fire up to three minutes late; an event dated in between is still too
  // late.
  if (event.at < enrollment.waitFrom || event.at > enrollment.dueAt) return false;
  const subject = subjectOf(event);
  return (
    !step.where ||
    evaluate(
      step.where,
      present({
        profile: draft.profile,
        since: enrollment.since,
        sinceAhead: enrollment.sinceAhead,
        event,
        now: draft.now,
        subject,
      }),
    )
  );
};
