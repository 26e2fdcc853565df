/**
 * Ends enrollments that an event has made pointless: an exit or the goal happened, or their trigger is no
 * longer true.
 */

import { evaluate } from '../../conditions/evaluate.ts';
import type { DomainEvent } from '../../events/event.ts';
import { subjectOf } from '../../events/subject.ts';
import { aboutIn, isAbout } from '../../gate/about-enrollment.ts';
import { exitReached } from '../../gate/order-wins.ts';
import type { CompiledFlow } from '../../program/program.ts';
import { startsOn } from '../../program/starts.ts';
import { tokensOf } from '../../state/about.ts';
import { contentOf } from '../../state/history.ts';
import type { Enrollment } from '../../state/profile.ts';
import { laterThan } from '../../time/said.ts';
import type { Draft } from '../draft.ts';
import { endEnrollment } from '../steps/wait-or-end.ts';
import { versionFor } from './versions.ts';

export const applyExits = (draft: Draft, event: DomainEvent): void => {
  for (const enrollment of draft.profile.enrollments) {
    const flow = versionFor(draft.rules.program, enrollment);
    if (!flow) continue;
    if (exitReached(draft.profile, flow, enrollment))
      endEnrollment(draft, { enrollment, flow }, event.name === flow.goal?.on ? 'goal' : 'exit');
    else if (triggerIsGone(draft, flow, enrollment, event))
      endEnrollment(draft, { enrollment, flow }, 'exit');
  }
};

/**
 * True where a later event about the same cart does not meet the flow's condition any more, for example
 * because the cart was emptied.
 */
const triggerIsGone = (
  draft: Draft,
  flow: CompiledFlow,
  enrollment: Enrollment,
  event: DomainEvent,
): boolean => {
  const { where } = flow.trigger;
  if (
    !startsOn(flow.trigger, event.name) ||
    !where ||
    !isOfTheSame(draft, flow, enrollment, event) ||
    laterThan(contentOf(enrollment), event) > 0
  )
    return false;
  const { since, sinceAhead, subject } = enrollment;
  const {
    profile,
    rules: { program },
    now,
  } = draft;
  return !evaluate(where, { profile, program, since, sinceAhead, subject, event, now });
};

const isOfTheSame = (
  { profile }: Draft,
  flow: CompiledFlow,
  enrollment: Enrollment,
  event: DomainEvent,
): boolean => {
  const about = aboutIn(flow, enrollment);
  if (about) return isAbout(profile, about, tokensOf(event));
  return enrollment.subject !== undefined && subjectOf(event) === enrollment.subject;
};
