/**
 * Moves on the enrollments that wait for an event, when a fitting event comes that is dated within their
 * wait.
 */

import { evaluate } from '../../conditions/evaluate.ts';
import type { DomainEvent } from '../../events/event.ts';
import { subjectOf } from '../../events/subject.ts';
import { aboutOrderIn, isAbout } from '../../gate/about-enrollment.ts';
import { present } from '../../present.ts';
import type { CompiledFlow, CompiledStep } from '../../program/program.ts';
import { type About, shownAbout, tokensOf } from '../../state/about.ts';
import type { Enrollment } from '../../state/profile.ts';
import type { Instant } from '../../time/instant.ts';
import { type Draft, tell } from '../draft.ts';
import { runSteps } from '../steps/run-steps.ts';
import { isComplete } from '../steps/run-wait-for.ts';
import { withDates } from '../steps/until-date.ts';
import { versionFor } from './versions.ts';

type WaitFor = Extract<CompiledStep, { kind: 'waitFor' }>;

export const applyWaitFor = (draft: Draft, event: DomainEvent): void => {
  for (const enrollment of draft.profile.enrollments) {
    const flow = versionFor(draft.rules.program, enrollment);
    const step = flow?.steps[enrollment.step];
    if (!flow || step?.kind !== 'waitFor') continue;
    const awaiting = { enrollment, flow, step, about: step.any ? undefined : aboutOrderIn(flow, enrollment) };
    if (isAwaited(draft, awaiting, event)) answer(draft, awaiting, event);
  }
};

type Awaiting = Readonly<{
  enrollment: Enrollment;
  flow: CompiledFlow;
  step: WaitFor;
  about: About | undefined;
}>;

const answer = (draft: Draft, awaiting: Awaiting, event: DomainEvent): void => {
  const { enrollment, flow, step, about } = awaiting;
  const whole = !about || isComplete(draft, step, about);
  tell(draft, {
    type: 'decision',
    at: draft.now,
    what: 'noted',
    flow: flow.id,
    step: step.id,
    entryId: enrollment.entryId,
    detail: whole ? `${event.name} came in time` : `${event.name} of a part; another is on its way`,
    ...present({ about: about && shownAbout(about) }),
  });
  if (whole) goOn(draft, awaiting, event);
};

const goOn = (draft: Draft, { enrollment, flow, step, about }: Awaiting, event: DomainEvent): void => {
  const answered = about && { step: step.id, at: event.at };
  const told = withDates(enrollment, flow, event);
  const run = { enrollment: { ...told, ...present({ answered }) }, flow, sentNow: false };
  runSteps(draft, run, step.yes, draft.now);
};

const isAwaited = (draft: Draft, awaiting: Awaiting, event: DomainEvent): boolean => {
  const { enrollment, step, about } = awaiting;
  if (event.name !== step.event) return false;
  if (about && !isAbout(draft.profile, about, tokensOf(event))) return false;
  // The timer that ends the wait may fire up to three minutes late; an event dated in between is still too
  // late.
  if (event.at < countsFrom(awaiting) || event.at > enrollment.dueAt) return false;
  const subject = subjectOf(event);
  return (
    !step.where ||
    evaluate(
      step.where,
      present({
        profile: draft.profile,
        program: draft.rules.program,
        since: enrollment.since,
        sinceAhead: enrollment.sinceAhead,
        event,
        now: draft.now,
        subject,
      }),
    )
  );
};

/**
 * What happened to the very order counts also where it was before the wait, as long as it has ended no other
 * wait; so the order in which words arrive does not matter.
 */
const countsFrom = ({ enrollment, step, about }: Awaiting): Instant => {
  if (!about || step.where) return enrollment.waitFrom;
  return enrollment.answered ? enrollment.answered.at + 1 : Number.NEGATIVE_INFINITY;
};
